package dev.portmux.sidecar.limit;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The memory of bytes that no route has been chosen for, on one event loop. Small and large holdings have a share each, so
 * that neither can take the room of the other. All loops share both. When one is used up, its oldest holding of this loop ends.
 */
public final class UndecidedBytes {

    /** The most that detection reads. A loop has room for one such holding, whatever the other loops hold. */
    private static final int LARGEST = 64 * 1024;

    /** What all loops of a process share. */
    static final class Pool {
        private final long limit;
        private final AtomicLong small = new AtomicLong();
        private final AtomicLong large = new AtomicLong();

        /** @param limit for large holdings, and once more for small ones */
        Pool(long limit) {
            this.limit = limit;
        }
    }

    /** What one connection holds. */
    public static final class Holding {
        private int bytes;
        private @Nullable Holding earlier;
        private @Nullable Holding later;
        private final Runnable giveUp;

        /** @param giveUp ends the connection, which releases this */
        public Holding(Runnable giveUp) {
            this.giveUp = giveUp;
        }
    }

    /** A ClientHello with post-quantum keys and a request head of usual size. */
    static final int SMALL = 4096;

    private final Line small;
    private final Line large;

    UndecidedBytes(Pool pool) {
        small = new Line(pool.small, pool.limit, SMALL);
        large = new Line(pool.large, pool.limit, LARGEST);
    }

    /** Asks to hold more; false if there is no room, not even by ending others. */
    public boolean grow(Holding holding, int more) {
        int size = holding.bytes + more;
        Line from = line(holding.bytes);
        Line to = line(size);
        while (!to.take(from == to ? more : size)) {
            Holding victim = to.first;
            if (victim == null || victim == holding) {
                return false;
            }
            victim.giveUp.run();
        }
        from.remove(holding);
        if (from != to) {
            from.give(holding.bytes);
        }
        holding.bytes = size;
        to.add(holding);
        return true;
    }

    public void release(Holding holding) {
        Line line = line(holding.bytes);
        line.remove(holding);
        line.give(holding.bytes);
        holding.bytes = 0;
    }

    /** Held on this loop. */
    public long held() {
        return small.held + large.held;
    }

    private Line line(int bytes) {
        return bytes > SMALL ? large : small;
    }

    /** Holdings of this loop in the order in which they grew last, and their part of a share of all loops. */
    private static final class Line {
        private final AtomicLong used;
        private final long limit;
        private final int reserve;
        private long held;
        private @Nullable Holding first;
        private @Nullable Holding last;

        /** @param reserve what this loop may hold even if the others hold all */
        Line(AtomicLong used, long limit, int reserve) {
            this.used = used;
            this.limit = limit;
            this.reserve = reserve;
        }

        boolean take(int bytes) {
            if (used.addAndGet(bytes) <= limit || held + bytes <= reserve) {
                held += bytes;
                return true;
            }
            used.addAndGet(-bytes);
            return false;
        }

        void give(int bytes) {
            used.addAndGet(-bytes);
            held -= bytes;
        }

        void add(Holding holding) {
            holding.earlier = last;
            holding.later = null;
            if (last == null) {
                first = holding;
            } else {
                last.later = holding;
            }
            last = holding;
        }

        void remove(Holding holding) {
            if (holding.bytes == 0) {
                return; // in no line
            }
            if (holding.earlier == null) {
                first = holding.later;
            } else {
                holding.earlier.later = holding.later;
            }
            if (holding.later == null) {
                last = holding.earlier;
            } else {
                holding.later.earlier = holding.earlier;
            }
        }
    }
}
