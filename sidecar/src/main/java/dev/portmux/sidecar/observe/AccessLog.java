package dev.portmux.sidecar.observe;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.portmux.routes.AccessLogging;
import dev.portmux.sidecar.pipeline.Connection;
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
 * Writes the access log and calls the listener on its own thread. Event loops put entries into a bounded queue without waking
 * the thread while there is traffic: a wakeup per connection would cost more than the line. Entries that do not fit are lost
 * and counted.
 */
public final class AccessLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
    private static final int QUEUE = 8192;
    private static final long BATCH_MILLIS = 20;
    private static final int PIECE = 64 * 1024;

    /** What is told of a connection. */
    enum Event {
        DECIDED,
        ENDED,
        /** The same, and it has a line. */
        ENDED_WITH_LINE
    }

    private record Entry(Event event, ConnectionRecord connection) {}

    private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicLong dropped = new AtomicLong();
    private final Optional<OutputStream> out;
    private final Optional<ConnectionListener> listener;
    private final StringBuilder lines = new StringBuilder(PIECE);
    private final AccessLogLine line = new AccessLogLine(lines);
    private final LogRateLimiter losses = LogRateLimiter.tenSeconds();
    private final Thread thread = new Thread(this::run, "portmux-access-log");
    private long lossesTold;
    private volatile boolean started;
    private volatile boolean closing;

    /**
     * Makes a log that does nothing until {@link #start}.
     *
     * @param out gets the lines
     */
    public AccessLog(Optional<OutputStream> out, Optional<ConnectionListener> listener) {
        this.out = out;
        this.listener = listener;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
        started = true;
    }

    void decided(Connection connection) {
        if (listener.isPresent()) {
            tell(Event.DECIDED, ConnectionRecord.of(connection, 0));
        }
    }

    /** @param rules of the table in force */
    void ended(Connection connection, AccessLogging rules) {
        boolean line = out.isPresent() && hasLine(connection, rules.mode());
        if (line || listener.isPresent()) {
            tell(line ? Event.ENDED_WITH_LINE : Event.ENDED, ConnectionRecord.of(connection, rules.firstBytes()));
        }
    }

    private static boolean hasLine(Connection connection, AccessLogging.Mode mode) {
        return mode == AccessLogging.Mode.ALL || (mode == AccessLogging.Mode.FAILURES && !relayedToItsEnd(connection));
    }

    private static boolean relayedToItsEnd(Connection connection) {
        return connection.upstream().isPresent()
                && connection.result() == connection.facts().detected().result();
    }

    void tell(Event event, ConnectionRecord connection) {
        if (!queue.offer(new Entry(event, connection))) {
            dropped.incrementAndGet();
        }
    }

    /** The number of lost entries. */
    public long dropped() {
        return dropped.get();
    }

    /** The reason why this log is unhealthy, if its thread has died. A thread that waits for a slow reader is healthy. */
    public Optional<String> trouble() {
        return started && !closing && !thread.isAlive()
                ? Optional.of("thread " + thread.getName() + " has ended")
                : Optional.empty();
    }

    private void run() {
        List<Entry> batch = new ArrayList<>();
        while (!closing) {
            try {
                batch.add(queue.take());
                Thread.sleep(BATCH_MILLIS);
                write(batch);
            } catch (InterruptedException e) {
                break; // closing: what is left follows
            } catch (RuntimeException | Error e) {
                LOG.error("the access log goes on after an error", e);
                batch.clear();
                lines.setLength(0);
            }
        }
        write(batch);
    }

    private void write(List<Entry> batch) {
        queue.drainTo(batch);
        for (Entry entry : batch) {
            pass(entry);
            if (lines.length() > PIECE - 1024) {
                flush();
            }
        }
        batch.clear();
        flush();
        long lost = dropped.get();
        if (lost > lossesTold) {
            losses.run(others -> {
                LOG.warn("{} lines of the access log were lost: its reader was too slow", lost - lossesTold);
                lossesTold = lost;
            });
        }
    }

    private void flush() {
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

    private void pass(Entry entry) {
        try {
            if (entry.event() == Event.ENDED_WITH_LINE) {
                line.write(entry.connection());
            }
            if (listener.isPresent()) {
                tell(listener.get(), entry);
            }
        } catch (RuntimeException e) {
            LOG.warn("a listener for connections failed", e);
        }
    }

    private static void tell(ConnectionListener whom, Entry entry) {
        if (entry.event() == Event.DECIDED) {
            whom.decided(entry.connection());
        } else {
            whom.ended(entry.connection());
        }
    }

    /** Writes the queued entries, then stops. */
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
