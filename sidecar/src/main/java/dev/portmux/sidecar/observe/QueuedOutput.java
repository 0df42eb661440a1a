package dev.portmux.sidecar.observe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A stream that never blocks: it queues lines, and its own thread writes them to a stream whose reader may be slow or gone. In
 * place of standard error, it keeps a full pipe from stopping an event loop that logs. Lines that do not fit are lost and
 * counted; a line reports the number as soon as there is room again.
 */
public final class QueuedOutput extends OutputStream {
    private static final int MOST_LINES = 1024;
    private static final int MOST_BYTES = 256 * 1024;
    private static final int LONGEST_LINE = 16 * 1024;
    private static final long LAST_LINES_MILLIS = 1_000;

    private final OutputStream out;
    private final BlockingQueue<byte[]> lines = new ArrayBlockingQueue<>(MOST_LINES);
    private final AtomicInteger queuedBytes = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Thread thread;
    private volatile boolean closing;

    private QueuedOutput(OutputStream out, String thread) {
        this.out = out;
        this.thread = new Thread(this::run, thread);
        this.thread.setDaemon(true);
    }

    /**
     * Starts the thread that writes.
     *
     * @param thread its name
     */
    public static QueuedOutput start(OutputStream out, String thread) {
        QueuedOutput queued = new QueuedOutput(out, thread);
        queued.thread.start();
        return queued;
    }

    @Override
    public void write(int oneByte) {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            line.write(bytes[i]);
            if (bytes[i] == '\n' || line.size() == LONGEST_LINE) {
                offer(line.toByteArray());
                line.reset();
            }
        }
    }

    private void offer(byte[] whole) {
        if (queuedBytes.addAndGet(whole.length) > MOST_BYTES || !lines.offer(whole)) {
            queuedBytes.addAndGet(-whole.length);
            dropped.incrementAndGet();
        }
    }

    /** The number of lost lines. */
    public long dropped() {
        return dropped.get();
    }

    /** The reason why this stream is unhealthy, if its thread has died. A thread that waits for a slow reader is healthy. */
    public Optional<String> trouble() {
        return closing || thread.isAlive()
                ? Optional.empty()
                : Optional.of("thread " + thread.getName() + " has ended");
    }

    private void run() {
        long told = 0;
        while (!closing || !lines.isEmpty()) {
            try {
                byte[] next = lines.take();
                queuedBytes.addAndGet(-next.length);
                out.write(next);
                long lost = dropped.get();
                if (lost > told && lines.isEmpty()) {
                    out.write(("portmux: " + (lost - told) + " lines were lost here: nobody read them\n")
                            .getBytes(UTF_8));
                    told = lost;
                }
            } catch (InterruptedException e) {
                // closing: what is left follows
            } catch (IOException | RuntimeException | Error e) {
                dropped.incrementAndGet(); // there is nowhere to say it
            }
        }
    }

    /** Writes the queued lines, for a second at most, then stops. */
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join(LAST_LINES_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
