package dev.portmux.sidecar.relay;

import dev.portmux.sidecar.net.Buffers;
import dev.portmux.sidecar.net.End;
import dev.portmux.sidecar.net.PrefixedSocket;
import dev.portmux.sidecar.net.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One direction of a relay: reads from its source while its sink takes the bytes, and passes the end on. */
final class Pump {

    enum State {
        /** More to move, or more to come. */
        OPEN,
        /** The source has ended with FIN, and everything has been sent. */
        ENDED,
        SOURCE_RESET,
        SINK_FAILED
    }

    /** The state of the sink. */
    private enum Sink {
        CONNECTING,
        OPEN,
        /** FIN was sent. */
        FINISHED
    }

    /**
     * The first size of a read. It doubles while reads fill it and are sent whole, and shrinks to what a slow reader takes, so
     * that a slow reader does not hold a large buffer. It costs about as much CPU as a fixed size (347 and 337 ms per GiB).
     */
    private static final int FIRST_READ = 64 * 1024;

    private static final int SMALLEST_READ = 32 * 1024;

    private final Buffers buffers;
    private final Turns turns;
    private Socket source;
    private Socket sink;
    private Sink sinkState;
    private @Nullable ByteBuffer rest;
    private @Nullable Consumer<ByteBuffer> onFirstBytes;
    private int size = FIRST_READ;
    private long moved;
    private boolean readable;
    private boolean busy;

    private Pump(Socket source, Socket sink, Sink sinkState, Buffers buffers, Turns turns) {
        this.source = source;
        this.sink = sink;
        this.sinkState = sinkState;
        this.buffers = buffers;
        this.turns = turns;
    }

    /** To a sink that is still connecting. */
    static Pump toDialled(Socket source, Socket sink, Buffers buffers, Turns turns) {
        return new Pump(source, sink, Sink.CONNECTING, buffers, turns);
    }

    /** To a sink that is connected. */
    static Pump toConnected(Socket source, Socket sink, Buffers buffers, Turns turns) {
        return new Pump(source, sink, Sink.OPEN, buffers, turns);
    }

    void onFirstBytes(Consumer<ByteBuffer> whom) {
        onFirstBytes = whom;
    }

    /** Changes the sink. Bytes that were read and not yet sent go to the new one. */
    void sink(Socket other) {
        sink = other;
    }

    void source(Socket other) {
        source = other;
    }

    /** The source may have bytes, or may have ended. */
    State readable() {
        readable = true;
        return move();
    }

    /** The sink takes bytes again, or is connected. */
    State writable() {
        if (sinkState == Sink.CONNECTING) {
            sinkState = Sink.OPEN;
        }
        ByteBuffer bytes = rest;
        if (bytes == null) {
            return state();
        }
        try {
            sink.write(bytes);
        } catch (IOException e) {
            return State.SINK_FAILED;
        }
        if (bytes.hasRemaining()) {
            return State.OPEN;
        }
        dropRest();
        return move();
    }

    private State move() {
        long before = moved;
        int budget = turns.bytes();
        while (readable && rest == null && source.end() == End.NONE) {
            ByteBuffer bytes = buffers.toRead(Math.min(size, Math.max(budget, Buffers.SMALL)));
            int asked = bytes.remaining();
            int got = source.read(bytes);
            readable = got == asked;
            if (source instanceof PrefixedSocket prefixed) {
                source = prefixed.next();
            }
            if (got > 0) {
                moved += got;
                budget -= got;
                bytes.flip();
                if (onFirstBytes != null) {
                    Consumer<ByteBuffer> whom = onFirstBytes;
                    onFirstBytes = null;
                    whom.accept(bytes.duplicate());
                }
                try {
                    send(bytes);
                } catch (IOException e) {
                    return State.SINK_FAILED;
                }
            }
            if (readable && budget <= 0 && rest == null && !(source instanceof PrefixedSocket)) {
                // Going on in a task instead would starve other sockets: p99 beside bulk was 35 to 1300 ms, and is 3 to
                // 4.
                readable = false;
                source.arm();
            }
        }
        busy(turns.isBusy(moved - before));
        return state();
    }

    private void send(ByteBuffer bytes) throws IOException {
        int offered = bytes.remaining();
        try {
            if (source.end() == End.FIN) {
                sink.beforeLast();
            }
            sink.write(bytes);
        } finally {
            // Also when it failed: the next backend gets them.
            int left = bytes.remaining();
            if (left < offered && sinkState == Sink.CONNECTING) {
                sinkState = Sink.OPEN;
            }
            if (left > 0) {
                int sent = offered - left;
                rest = buffers.keep(bytes);
                size = Math.clamp(sent + (sent >> 1), SMALLEST_READ, size);
            } else if (offered >= size) {
                size = Math.min(size << 1, buffers.largest());
            }
        }
    }

    /** Passes the end on, once. */
    void finish() throws IOException {
        if (sinkState != Sink.FINISHED) {
            sinkState = Sink.FINISHED;
            sink.finish();
        }
    }

    boolean finished() {
        return sinkState == Sink.FINISHED;
    }

    /** Whether bytes wait for the sink. */
    boolean isBlocked() {
        return rest != null;
    }

    /** True once the sink was connected. */
    boolean connected() {
        return sinkState != Sink.CONNECTING;
    }

    /** Releases the memory of bytes in flight, which are lost. */
    void discard() {
        dropRest();
        busy(false);
    }

    private void dropRest() {
        if (rest != null) {
            buffers.release(rest);
            rest = null;
        }
    }

    private void busy(boolean now) {
        if (now != busy) {
            busy = now;
            turns.changed(now);
        }
    }

    private State state() {
        return switch (source.end()) {
            case NONE -> State.OPEN;
            case FIN -> rest == null && connected() ? State.ENDED : State.OPEN;
            case RESET -> State.SOURCE_RESET;
        };
    }

    /** Bytes read from the source. */
    long moved() {
        return moved;
    }
}
