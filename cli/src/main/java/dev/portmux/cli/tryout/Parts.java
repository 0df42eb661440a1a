package dev.portmux.cli.tryout;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import org.slf4j.LoggerFactory;

/** What has been started, to be stopped in the opposite order: at the end, after a failure halfway, or by a signal. */
final class Parts implements AutoCloseable {
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private boolean closed;

    /** @throws CancellationException if the end has come already; the part is stopped */
    synchronized <T extends AutoCloseable> T add(T part) {
        started.push(part);
        if (closed) {
            stopAll();
            throw new CancellationException("stopped while starting");
        }
        return part;
    }

    /** Stops everything; whoever comes second waits until the first is done. */
    @Override
    public synchronized void close() {
        closed = true;
        stopAll();
        // What a server left behind in spite of being stopped.
        ProcessHandle.current().children().forEach(Processes::end);
    }

    private void stopAll() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                LoggerFactory.getLogger(Parts.class).warn("could not stop a part", e);
            }
        }
    }
}
