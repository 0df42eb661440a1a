package dev.portmux.sidecar.observe;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/** Limits the rate of one kind of log line, so that clients cannot fill the log. */
final class LogRateLimiter {
    private final long pause;
    private final LongSupplier nanoTime;
    private final AtomicLong next;
    private final AtomicInteger held = new AtomicInteger();

    LogRateLimiter(Duration pause, LongSupplier nanoTime) {
        this.pause = pause.toNanos();
        this.nanoTime = nanoTime;
        next = new AtomicLong(nanoTime.getAsLong());
    }

    /** At most one line in a second. */
    static LogRateLimiter second() {
        return new LogRateLimiter(Duration.ofSeconds(1), System::nanoTime);
    }

    /** At most one line in ten seconds. */
    static LogRateLimiter tenSeconds() {
        return new LogRateLimiter(Duration.ofSeconds(10), System::nanoTime);
    }

    /** @param line gets the number of lines that were held back since the last one */
    void run(IntConsumer line) {
        long now = nanoTime.getAsLong();
        long due = next.get();
        if (now - due >= 0 && next.compareAndSet(due, now + pause)) {
            line.accept(held.getAndSet(0));
        } else {
            held.incrementAndGet();
        }
    }
}
