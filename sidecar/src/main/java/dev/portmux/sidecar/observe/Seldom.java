package dev.portmux.sidecar.observe;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/** Lets something through at most every ten seconds: what clients can cause must not fill the log. */
final class Seldom {
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(10);

    private final LongSupplier nanoTime;
    private final AtomicLong next;
    private final AtomicInteger held = new AtomicInteger();

    Seldom(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        next = new AtomicLong(nanoTime.getAsLong());
    }

    /** @param action is given how many were held back since the last one */
    void run(IntConsumer action) {
        long now = nanoTime.getAsLong();
        long due = next.get();
        if (now - due >= 0 && next.compareAndSet(due, now + PAUSE)) {
            action.accept(held.getAndSet(0));
        } else {
            held.incrementAndGet();
        }
    }
}
