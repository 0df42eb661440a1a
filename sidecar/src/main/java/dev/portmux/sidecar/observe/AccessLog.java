package dev.portmux.sidecar.observe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of connections on a thread of its own. Loops only put an entry into a bounded queue, which nobody waits on while
 * there is traffic: a wakeup per connection would cost more than the line. What does not fit is counted and lost.
 */
public final class AccessLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
    private static final int QUEUE = 8192;
    private static final long BATCH_MILLIS = 20;

    private final BlockingQueue<LogEntry> queue = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicLong dropped = new AtomicLong();
    private final Optional<OutputStream> out;
    private final Optional<ConnectionListener> listener;
    private final StringBuilder lines = new StringBuilder(64 * 1024);
    private final AccessLogLine line = new AccessLogLine(lines);
    private final Thread thread = new Thread(this::run, "portmux-access-log");
    private volatile boolean closing;

    /**
     * Starts the thread that writes.
     *
     * @param out where the lines go, if they go anywhere
     */
    public AccessLog(Optional<OutputStream> out, Optional<ConnectionListener> listener) {
        this.out = out;
        this.listener = listener;
        thread.setDaemon(true);
        thread.start();
    }

    boolean wantsDecided() {
        return listener.isPresent();
    }

    boolean wantsEnded() {
        return out.isPresent() || listener.isPresent();
    }

    void tell(LogEntry entry) {
        if (!queue.offer(entry)) {
            dropped.incrementAndGet();
        }
    }

    /** How many were lost. */
    public long dropped() {
        return dropped.get();
    }

    private void run() {
        List<LogEntry> batch = new ArrayList<>();
        try {
            while (!closing) {
                batch.add(queue.take());
                Thread.sleep(BATCH_MILLIS);
                write(batch);
            }
        } catch (InterruptedException e) {
            // closing: what is left follows
        }
        write(batch);
    }

    private void write(List<LogEntry> batch) {
        queue.drainTo(batch);
        batch.forEach(this::pass);
        batch.clear();
        try {
            if (out.isPresent() && !lines.isEmpty()) {
                out.get().write(lines.toString().getBytes(UTF_8));
                out.get().flush();
            }
        } catch (IOException e) {
            LOG.warn("cannot write the access log: {}", e.getMessage());
        }
        lines.setLength(0);
    }

    private void pass(LogEntry entry) {
        try {
            if (entry.ended() && out.isPresent()) {
                line.write(entry);
            }
            listener.ifPresent(whom -> {
                if (entry.ended()) {
                    whom.ended(entry.record());
                } else {
                    whom.decided(entry.record());
                }
            });
        } catch (RuntimeException e) {
            LOG.warn("a listener for connections failed", e);
        }
    }

    /** Writes what is queued, then stops. */
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
