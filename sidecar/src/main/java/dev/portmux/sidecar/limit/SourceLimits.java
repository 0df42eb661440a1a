package dev.portmux.sidecar.limit;

import dev.portmux.routes.ConnectionLimits;
import dev.portmux.sidecar.net.Peer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Counts the connections of each source, for all event loops. A source is an IPv4 address or an IPv6 network of 64 bits, since
 * one subscriber has as many addresses as that. It remembers sources with open connections, and some of the last second.
 */
public final class SourceLimits {
    /** Sources without an open connection that are remembered at most: 10 MiB of heap. */
    private static final int MOST_IDLE = 65_536;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanoTime;
    private final Map<Long, Count> sources = new ConcurrentHashMap<>();
    private final AtomicLong nextSweep;

    public SourceLimits(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        nextSweep = new AtomicLong(nanoTime.getAsLong() + SECOND);
    }

    /** What one source has. All access is under its lock. */
    private static final class Count {
        private int open;
        private int undecided;
        private int newInSecond;
        private long secondBegan;
        private boolean forgotten;
    }

    /**
     * Counts a connection.
     *
     * @param address 4 or 16 bytes
     * @return its slot; empty if it is one too many
     */
    public Optional<SourceSlot> admit(byte[] address, ConnectionLimits limits) {
        sweep();
        long source = Peer.network(address);
        while (true) {
            Count count = sources.computeIfAbsent(source, _ -> new Count());
            synchronized (count) {
                if (!count.forgotten) {
                    return admit(source, count, limits);
                }
            }
        }
    }

    private Optional<SourceSlot> admit(long source, Count count, ConnectionLimits limits) {
        long now = nanoTime.getAsLong();
        if (now - count.secondBegan >= SECOND || count.newInSecond == 0) {
            count.secondBegan = now;
            count.newInSecond = 0;
        }
        if (reached(limits.perSource(), count.open)
                || reached(limits.undecidedPerSource(), count.undecided)
                || reached(limits.newPerSecondPerSource(), count.newInSecond)) {
            return Optional.empty();
        }
        count.open++;
        count.undecided++;
        count.newInSecond++;
        return Optional.of(new Slot(source, count));
    }

    private static boolean reached(int limit, int count) {
        return limit > 0 && count >= limit;
    }

    /** Forgets idle sources, once a second; at once when there are many. */
    private void sweep() {
        long now = nanoTime.getAsLong();
        long due = nextSweep.get();
        if ((now - due >= 0 || sources.size() > 2 * MOST_IDLE) && nextSweep.compareAndSet(due, now + SECOND)) {
            boolean crowded = sources.size() > MOST_IDLE;
            sources.forEach((source, count) -> {
                synchronized (count) {
                    if (count.open == 0 && (crowded || now - count.secondBegan >= SECOND)) {
                        count.forgotten = true;
                        sources.remove(source, count);
                    }
                }
            });
        }
    }

    /** The number of sources that are remembered. */
    public int remembered() {
        return sources.size();
    }

    private final class Slot implements SourceSlot {
        private final long source;
        private final Count count;
        private boolean undecided = true;

        Slot(long source, Count count) {
            this.source = source;
            this.count = count;
        }

        @Override
        public void decided() {
            synchronized (count) {
                if (undecided) {
                    undecided = false;
                    count.undecided--;
                }
            }
        }

        @Override
        public void ended() {
            decided();
            synchronized (count) {
                count.open--;
                if (count.open == 0 && nanoTime.getAsLong() - count.secondBegan >= SECOND) {
                    count.forgotten = true;
                    sources.remove(source, count);
                }
            }
        }
    }
}
