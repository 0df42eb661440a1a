package dev.portmux.sidecar.upstream;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * An address that connections go to, and what this sidecar remembers of it. All tables and event loops share it.
 *
 * <p>Its health is learnt from connections alone: nothing is dialled to find it out.
 */
public final class Endpoint {
    private static final long FIRST_PAUSE = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofSeconds(30).toNanos();

    /** Whether connections go to it. */
    public enum Health {
        UP,
        /** The last attempt failed: it is left out until its pause is over. */
        DOWN,
        /** The pause is over, and one connection tries it. The others still leave it out. */
        ON_TRIAL;

        private final String label = name().toLowerCase(Locale.ROOT);

        /** The name in JSON, such as {@code on_trial}. */
        public String label() {
            return label;
        }
    }

    /**
     * What is known of its health.
     *
     * @param failures in a row
     * @param dueAt    when one connection may try it again
     */
    private record State(Health health, int failures, long dueAt) {
        static final State UP = new State(Health.UP, 0, 0);
    }

    private final InetSocketAddress address;
    private final long hash;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicReference<State> state = new AtomicReference<>(State.UP);

    Endpoint(InetSocketAddress address) {
        this.address = address;
        hash = SourceHash.of(address);
    }

    public InetSocketAddress address() {
        return address;
    }

    /** Connections to it that are open, or about to be. */
    public int open() {
        return open.get();
    }

    public Health health() {
        return state.get().health();
    }

    /** The same for the same address, in every replica. */
    long hash() {
        return hash;
    }

    /** Whether a connection may go to it: it is up, or due for a trial. */
    boolean isAvailable(LongSupplier nanoTime) {
        State now = state.get();
        return now.health() == Health.UP || isDue(now, nanoTime);
    }

    private static boolean isDue(State state, LongSupplier nanoTime) {
        return state.health() == Health.DOWN && state.dueAt() - nanoTime.getAsLong() <= 0;
    }

    /** Makes the caller the one connection on trial; false if it is not due, or another was faster. */
    boolean beginTrial(LongSupplier nanoTime) {
        State before = state.get();
        return isDue(before, nanoTime)
                && state.compareAndSet(before, new State(Health.ON_TRIAL, before.failures(), before.dueAt()));
    }

    /** The trial ended before its outcome was known: the next connection may try. */
    void endTrial() {
        State before = state.get();
        if (before.health() == Health.ON_TRIAL) {
            state.compareAndSet(before, new State(Health.DOWN, before.failures(), before.dueAt()));
        }
    }

    void connected() {
        if (health() != Health.UP) {
            state.set(State.UP);
        }
    }

    /**
     * An attempt failed. Of the connections that were tried at the same time only the first failure counts.
     *
     * @param onTrial the attempt was the trial
     */
    void failed(boolean onTrial, LongSupplier nanoTime) {
        State before = state.get();
        if (before.health() == (onTrial ? Health.ON_TRIAL : Health.UP)) {
            int failures = before.failures() + 1;
            long now = nanoTime.getAsLong();
            state.compareAndSet(before, new State(Health.DOWN, failures, now + pause(failures, now)));
        }
    }

    /** 1 s, doubling to 30 s, each a quarter more or less: replicas that lost it together do not come back together. */
    private long pause(int failures, long now) {
        long pause = Math.min(FIRST_PAUSE << Math.min(failures - 1, 5), LONGEST_PAUSE);
        return pause / 4 * 3 + Math.floorMod(SourceHash.mix(hash ^ now), pause / 2);
    }

    void opened() {
        open.incrementAndGet();
    }

    void closed() {
        open.decrementAndGet();
    }
}
