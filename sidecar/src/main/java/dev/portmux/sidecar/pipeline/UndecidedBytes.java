package dev.portmux.sidecar.pipeline;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The memory for undecided bytes on one event loop; all loops share one pool. When the pool is full, a connection that needs
 * more ends the oldest one that holds more than {@link #SMALL}. Small holdings have a reserve as large as the pool; when that
 * is full too and nobody holds much, the oldest small one ends.
 */
final class UndecidedBytes {

    /** The pool that all loops of a process share. */
    static final class Pool {
        private final long limit;
        private final AtomicLong used = new AtomicLong();

        /** @param limit bytes for all holdings, and the same again for small ones only */
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

    /** The memory of one connection. */
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

    /** Enough for a ClientHello with post-quantum keys, or for a request head of usual size. */
    static final int SMALL = 4096;

    private final Pool pool;
    private final Line small = new Line();
    private final Line large = new Line();
    private long held;

    UndecidedBytes(Pool pool) {
        this.pool = pool;
    }

    /** Takes more memory; false if there is none, even after other connections were ended. */
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

    /** Bytes held on this loop. */
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
