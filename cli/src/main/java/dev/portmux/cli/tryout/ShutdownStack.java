package dev.portmux.cli.tryout;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.slf4j.LoggerFactory;

/** Stops what was started, in reverse order: at the end, after a failure halfway, or on a signal. */
final class ShutdownStack implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration STRAGGLERS = Duration.ofMillis(500);
    private static final int POLL_MILLIS = 20;

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private int starting;
    private boolean closed;

    /**
     * Starts a part.
     *
     * @throws CancellationException if the end has come; the part is not running
     */
    <T extends AutoCloseable> T start(Callable<T> start) throws Exception {
        begin();
        try {
            return add(start.call());
        } finally {
            end();
        }
    }

    /**
     * Takes a part that is running.
     *
     * @throws CancellationException if the end has come; the part is stopped
     */
    synchronized <T extends AutoCloseable> T add(T part) {
        started.push(part);
        if (closed) {
            stopAll();
            throw cancelled();
        }
        return part;
    }

    private synchronized void begin() {
        if (closed) {
            throw cancelled();
        }
        starting++;
    }

    private synchronized void end() {
        starting--;
    }

    private static CancellationException cancelled() {
        return new CancellationException("stopped while starting");
    }

    synchronized boolean closed() {
        return closed;
    }

    private synchronized boolean isStarting() {
        return starting > 0;
    }

    /** Stops everything; may be called again, also while another thread is at it. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        if (isStarting()) {
            endProcesses(PATIENCE, this::isStarting);
            // Libraries start processes on threads of their own: one may come after its caller has given up.
            endProcesses(STRAGGLERS, () -> true);
        }
        synchronized (this) {
            stopAll();
        }
        endProcesses();
    }

    /** A start that is under way ends when the processes that it waits for end. */
    private static void endProcesses(Duration longest, BooleanSupplier goOn) {
        var begin = Stopwatch.start();
        while (goOn.getAsBoolean() && begin.elapsed().compareTo(longest) < 0) {
            endProcesses();
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static void endProcesses() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    private void stopAll() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                LoggerFactory.getLogger(ShutdownStack.class).warn("could not stop a part", e);
            }
        }
    }
}
