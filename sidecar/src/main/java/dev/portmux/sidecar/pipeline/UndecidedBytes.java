package dev.portmux.sidecar.pipeline;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The memory of bytes that no route has been chosen for, on one event loop. All loops share what there is. When it is used up,
 * who holds most has to go: a small holding is within everybody's reserve, a large one ends the oldest large one.
 */
final class UndecidedBytes {

    /** What all loops of a process share. */
    static final class Pool {
        private final long limit;
        private final AtomicLong used = new AtomicLong();

        /** @param limit for large holdings, and once more for small ones */
        Pool(long limit) {
            this.limit = limit;
        }

        private boolean take(int bytes, long most) {
            if (used.addAndGet(bytes) <= most) {
                return true;
            }
            used.addAndGet(-bytes);
            return false;
        }
    }

    /** What one connection holds. */
    static final class Holding {
        private int bytes;
        private @Nullable Holding earlier;
        private @Nullable Holding later;
        private final Runnable giveUp;

        /** @param giveUp ends the connection, which releases this */
        Holding(Runnable giveUp) {
            this.giveUp = giveUp;
        }
    }

    /** A ClientHello with post-quantum keys and a request head of usual size. */
    static final int SMALL = 4096;

    private final Pool pool;
    private final Line small = new Line();
    private final Line large = new Line();
    private long held;

    UndecidedBytes(Pool pool) {
        this.pool = pool;
    }

    /** Asks to hold more; false if there is no room, not even by ending others. */
    boolean grow(Holding holding, int more) {
        boolean becomesLarge = holding.bytes + more > SMALL;
        while (!pool.take(more, becomesLarge ? pool.limit : 2 * pool.limit)) {
            Holding victim = large.first != null ? large.first : becomesLarge ? null : small.first;
            if (victim == null || victim == holding) {
                return false;
            }
            victim.giveUp.run();
        }
        line(holding).remove(holding);
        holding.bytes += more;
        held += more;
        line(holding).add(holding);
        return true;
    }

    void release(Holding holding) {
        line(holding).remove(holding);
        pool.used.addAndGet(-holding.bytes);
        held -= holding.bytes;
        holding.bytes = 0;
    }

    /** Held on this loop. */
    long held() {
        return held;
    }

    private Line line(Holding holding) {
        return holding.bytes > SMALL ? large : small;
    }

    /** In the order in which they grew last. */
    private static final class Line {
        private @Nullable Holding first;
        private @Nullable Holding last;

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
