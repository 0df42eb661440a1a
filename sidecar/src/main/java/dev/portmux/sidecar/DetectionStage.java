package dev.portmux.sidecar;

import dev.portmux.detection.decide.Decision;
import dev.portmux.detection.decide.Detection;
import dev.portmux.routes.Timing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads until the bytes, silence, the end or the deadline decide. The bytes so far are apart from bytes that wait to be
 * sent anywhere: mixed up, they once went back to the client.
 */
final class DetectionStage implements Stage {
    /** One read takes a whole request head, so that the relay need not read again before it sends. */
    private static final int READ = 64 * 1024;

    /** So that not every distance has a list of timeouts of its own. */
    private static final long SILENCE_STEP = 50_000_000;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Connection connection;
    private final Wire client;
    private final Loop loop;
    private final Detection detection;
    private final long hold;
    private final Timeouts.Timeout deadline;
    private Timeouts.@Nullable Timeout quiet;
    private ByteBuffer soFar = NOTHING;
    private long received;
    private boolean ending;
    private boolean over;

    DetectionStage(Connection connection, Wire client, Loop loop, Detection detection, Timing timing) {
        this.connection = connection;
        this.client = client;
        this.loop = loop;
        this.detection = detection;
        hold = timing.hold().toNanos();
        deadline = loop.timeouts().after(timing.deadline().toNanos(), new Deadline());
        if (detection.speaksFirst()) {
            awaitSilence(detection.silenceWindow(Duration.ZERO).toNanos(), 0);
        }
    }

    private void awaitSilence(long nanos, long waited) {
        quiet = loop.timeouts().after(nanos, new Silence(waited, waited + nanos));
    }

    @Override
    public void readable(boolean last) {
        ending |= last;
        boolean drained = false;
        while (!over && !drained) {
            ByteBuffer bytes = loop.buffers().toRead(READ);
            int asked = bytes.remaining();
            int got;
            try {
                got = client.read(bytes);
            } catch (IOException e) {
                failed(e);
                return;
            }
            drained = got < asked;
            boolean ended = got < 0 || (ending && drained);
            if (got > 0) {
                look(bytes.flip(), drained, ended);
            }
            if (ended && !over) {
                act(detection.endOfInput(), view(), true, true);
            }
        }
    }

    private void look(ByteBuffer bytes, boolean drained, boolean ended) {
        received += bytes.remaining();
        cancelQuiet();
        ByteBuffer all = soFar.capacity() == 0 ? bytes : append(bytes);
        if (over) {
            return;
        }
        act(detection.look(all), all, drained, ended);
        if (!over && soFar.capacity() == 0) {
            append(bytes);
        }
    }

    private ByteBuffer append(ByteBuffer bytes) {
        int needed = soFar.position() + bytes.remaining();
        if (needed > soFar.capacity()) {
            int size = Math.max(64, Integer.highestOneBit(needed - 1) << 1);
            if (!loop.keepUndecided(size - soFar.capacity())) {
                over = true;
                connection.end(Result.LIMIT);
                return NOTHING;
            }
            soFar = ByteBuffer.allocate(size).put(soFar.flip());
        }
        soFar.put(bytes);
        return view();
    }

    private ByteBuffer view() {
        return soFar.duplicate().flip();
    }

    private void act(Decision decision) {
        if (!over) {
            act(decision, view(), true, false);
        }
    }

    private void act(Decision decision, ByteBuffer bytes, boolean drained, boolean ended) {
        switch (decision) {
            case Decision.Wait wait -> {
                if (wait.held()) {
                    cancelQuiet();
                    quiet = loop.timeouts().after(hold, () -> act(detection.holdExpired()));
                }
            }
            case Decision.Close close -> {
                over = true;
                connection.end(Result.of(close.outcome()));
            }
            case Decision.Chosen chosen -> {
                over = true;
                connection.chosen(chosen, new FirstBytes(bytes, ended, ending, !drained));
            }
        }
    }

    private void cancelQuiet() {
        if (quiet != null) {
            quiet.cancel();
            quiet = null;
        }
    }

    @Override
    public void writable() {}

    @Override
    public void failed(Throwable cause) {
        connection.end(received == 0 ? Result.PROBE : Result.RESET);
    }

    @Override
    public void release(boolean abort) {
        over = true;
        deadline.cancel();
        cancelQuiet();
        loop.releaseUndecided(soFar.capacity());
    }

    @Override
    public long bytesIn() {
        return received;
    }

    @Override
    public long bytesOut() {
        return 0;
    }

    /** Classes and not lambdas, since every connection has both: see {@link EpollLoop}. */
    private final class Deadline implements Runnable {
        @Override
        public void run() {
            act(detection.deadlineExpired());
        }
    }

    /** A client that is far away is waited for longer; only those that were silent until then are asked how far. */
    private final class Silence implements Runnable {
        private final long before;
        private final long now;

        Silence(long before, long now) {
            this.before = before;
            this.now = now;
        }

        @Override
        public void run() {
            Duration roundTrip = Duration.ofNanos(client.roundTripNanos());
            long missing = detection.silenceWindow(roundTrip).toNanos() - now;
            if (missing > 0 && before == 0) {
                awaitSilence(Math.ceilDiv(missing, SILENCE_STEP) * SILENCE_STEP, now);
            } else {
                act(detection.silenceExpired());
            }
        }
    }
}
