package dev.portmux.sidecar;

import dev.portmux.sidecar.net.End;
import dev.portmux.sidecar.net.Socket;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A socket whose other end a {@link SimulatedPeer} holds. It keeps the contract of {@link Socket} to the letter: as epoll does, or
 * as a selector with dropped interests does, which tells the fewest events that the contract allows.
 */
class SimulatedSocket implements Socket {
    enum Connecting {
        DONE,
        PENDING,
        /** Done as soon as something is written, as on loopback. */
        DONE_BY_WRITE,
        REFUSED,
        NEVER
    }

    final ByteQueue toMux = new ByteQueue();
    final ByteQueue toPeer = new ByteQueue();
    private final boolean epoll;
    private final int window;
    private Connecting connecting;
    private @Nullable Listener listener;
    private boolean endArrived;
    private boolean resetArrived;
    private boolean endTold;
    private boolean resetTold;
    private End end = End.NONE;
    private boolean readableDue;
    private boolean writableDue;
    private boolean armed;
    private boolean wantsRoom;
    boolean corked;
    boolean finished;
    int reads;
    /** The peer broke it off before this side had closed. */
    boolean resetWhileOpen;

    boolean closed;
    int keepAlives;
    boolean aborted;

    /** @param window bytes that it takes before the peer reads */
    SimulatedSocket(boolean epoll, int window, Connecting connecting) {
        this.epoll = epoll;
        this.window = window;
        this.connecting = connecting;
    }

    @Override
    public void open(Listener whom) throws IOException {
        check(listener == null, "opened twice");
        listener = whom;
        readableDue = anythingToRead();
        writableDue = connecting == Connecting.DONE;
        armed = true;
    }

    @Override
    public int read(ByteBuffer into) {
        check(!closed, "read after close");
        check(end == End.NONE, "read after the end");
        check(into.hasRemaining(), "read into nothing");
        reads++;
        int asked = into.remaining();
        int got = toMux.take(into, asked);
        if (got < asked) {
            armed = true;
            // A read that gets bytes says nothing of what is behind them, unless an event has.
            if (resetArrived && (got == 0 || resetTold)) {
                end = End.RESET;
            } else if (endArrived && !resetArrived && (got == 0 || endTold)) {
                end = End.FIN;
            }
        }
        return got;
    }

    @Override
    public End end() {
        return end;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        check(!closed, "write after close");
        check(from.hasRemaining(), "write of nothing");
        check(!finished, "write after finish");
        if (connecting == Connecting.DONE_BY_WRITE) {
            connecting = Connecting.DONE;
            writableDue = true;
        }
        if (connecting == Connecting.REFUSED) {
            throw new ConnectException("Connection refused");
        }
        if (resetArrived) {
            throw new IOException("Broken pipe");
        }
        if (connecting != Connecting.DONE) {
            return 0;
        }
        int took = Math.min(window - toPeer.size(), from.remaining());
        byte[] bytes = new byte[took];
        from.get(bytes);
        toPeer.put(bytes, 0, took);
        wantsRoom |= from.hasRemaining();
        return took;
    }

    @Override
    public void keepAlive(KeepAlive settings) {
        keepAlives++;
    }

    @Override
    public long roundTripNanos() {
        return window % 3 * 100_000_000L;
    }

    @Override
    public void beforeLast() {
        check(!closed, "last bytes after close");
        check(!finished, "last bytes after finish");
        corked = true;
    }

    /** What has reached the peer. The end of the last bytes comes with the FIN, and without one never; a full window is sent. */
    int arrived() {
        boolean held = corked && !finished && !closed && toPeer.size() < window;
        return held ? Math.max(toPeer.size() - 1, 0) : toPeer.size();
    }

    @Override
    public void finish() throws IOException {
        check(!closed && connecting == Connecting.DONE, "finish of what is not connected");
        check(!finished, "finished twice");
        if (resetArrived) {
            throw new IOException("Transport endpoint is not connected");
        }
        finished = true;
    }

    @Override
    public void arm() {
        check(!closed, "arm after close");
        armed = true;
        readableDue = anythingToRead();
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public void reset() {
        aborted |= !closed;
        closed = true;
    }

    void arrive(byte[] bytes, int offset, int length) {
        toMux.put(bytes, offset, length);
        readableDue = true;
    }

    void arriveEnd() {
        endArrived = true;
        readableDue = true;
    }

    /** What was sent before the reset can still be read. */
    void arriveReset() {
        resetWhileOpen = !closed;
        resetArrived = true;
        readableDue = true;
        writableDue = true;
    }

    /** The peer has read: there may be room again. */
    void taken() {
        writableDue |= wantsRoom && toPeer.size() < window;
    }

    boolean connected() {
        return connecting == Connecting.DONE;
    }

    /** A connection that is neither made nor refused yet, but will be. */
    boolean undecided() {
        return !closed
                && listener != null
                && (connecting == Connecting.PENDING
                        || connecting == Connecting.DONE_BY_WRITE
                        || connecting == Connecting.REFUSED);
    }

    void decideConnection() {
        if (connecting == Connecting.REFUSED) {
            connecting = Connecting.NEVER;
            heard().failed(new ConnectException("Connection refused"));
        } else {
            connecting = Connecting.DONE;
            writableDue = true;
        }
    }

    boolean eventDue() {
        return !closed && listener != null && (connected() || resetArrived) && (writableDue || readDue());
    }

    private boolean readDue() {
        return epoll ? readableDue : armed && anythingToRead();
    }

    private boolean anythingToRead() {
        return toMux.size() > 0 || endArrived || resetArrived;
    }

    void deliver() {
        boolean readable = readDue();
        boolean writable = writableDue;
        writableDue = false;
        wantsRoom &= !writable;
        if (readable) {
            readableDue = false;
            armed = false;
        }
        if (epoll) {
            endTold |= endArrived;
            resetTold |= resetArrived;
            if (resetTold && end == End.FIN) {
                end = End.RESET;
            }
        }
        if (writable) {
            heard().writable();
        }
        if (readable && !closed) {
            heard().readable();
        }
    }

    /** Events for nothing. */
    void deliverSpurious() {
        if (!closed && listener != null && connected()) {
            heard().writable();
        }
        if (!closed && listener != null && connected()) {
            heard().readable();
        }
    }

    private Listener heard() {
        if (listener == null) {
            throw new AssertionError("nobody listens");
        }
        return listener;
    }

    private static void check(boolean good, String otherwise) {
        if (!good) {
            throw new AssertionError(otherwise);
        }
    }
}
