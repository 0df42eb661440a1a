package dev.portmux.sidecar.table;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of a source of tables: runs one turn after the other until it is closed. An exception or {@link Error} ends only
 * its turn. If the thread dies or hangs in a turn, {@link #trouble} says so.
 */
final class SourceThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SourceThread.class);
    private static final long AFTER_ERROR_MILLIS = 5_000;
    private static final long IDLE = 0;

    interface Turn {
        /**
         * Runs one turn.
         *
         * @return milliseconds to wait before the next one
         */
        long run() throws InterruptedException;
    }

    private final Turn turn;
    private final Duration longest;
    private final LongSupplier nanoTime;
    private final Thread thread;
    private volatile long busySince = IDLE;
    private volatile boolean started;
    private volatile boolean closed;

    /** @param longest a turn that takes longer counts as hanging */
    SourceThread(String name, Duration longest, LongSupplier nanoTime, Turn turn) {
        this.turn = turn;
        this.longest = longest;
        this.nanoTime = nanoTime;
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
        started = true;
    }

    boolean isClosed() {
        return closed;
    }

    private void run() {
        try {
            while (!closed) {
                Thread.sleep(next());
            }
        } catch (InterruptedException e) {
            // closing
        }
    }

    private long next() throws InterruptedException {
        busySince = nanoTime.getAsLong() | 1;
        try {
            return turn.run();
        } catch (RuntimeException | Error e) {
            tell(e);
            return AFTER_ERROR_MILLIS;
        } finally {
            busySince = IDLE;
        }
    }

    private void tell(Throwable error) {
        try {
            LOG.error("{} goes on after an error", thread.getName(), error);
        } catch (OutOfMemoryError e) {
            // it goes on without a word
        }
    }

    /** The reason why this thread is unhealthy, if it is. */
    Optional<String> trouble() {
        if (!started || closed) {
            return Optional.empty();
        }
        if (!thread.isAlive()) {
            return Optional.of("thread " + thread.getName() + " has ended");
        }
        long since = busySince;
        Duration busy = since == IDLE ? Duration.ZERO : Duration.ofNanos(nanoTime.getAsLong() - since);
        return busy.compareTo(longest) > 0
                ? Optional.of("thread " + thread.getName() + " has not come to an end for " + busy.toSeconds() + " s")
                : Optional.empty();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
