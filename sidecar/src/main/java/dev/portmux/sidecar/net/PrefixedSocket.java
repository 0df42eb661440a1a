package dev.portmux.sidecar.net;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A socket that replays the bytes that were read from it already, then goes on with the socket itself. So the next reader
 * need not know that a stage has read them.
 */
public final class PrefixedSocket implements Socket {
    private final Socket socket;
    private final ByteBuffer prefix;
    private final boolean drained;

    /**
     * Puts bytes in front of a socket.
     *
     * @param drained whether the last read came short, so that there is nothing to read until the next {@code readable}
     */
    public PrefixedSocket(Socket socket, ByteBuffer prefix, boolean drained) {
        this.socket = socket;
        this.prefix = prefix;
        this.drained = drained;
    }

    /** The socket to read from next: the wrapped one, once the prefix has been read. */
    public Socket next() {
        return prefix.hasRemaining() ? this : socket;
    }

    @Override
    public int read(ByteBuffer into) {
        if (!prefix.hasRemaining()) {
            return socket.read(into);
        }
        int got = Math.min(into.remaining(), prefix.remaining());
        into.put(prefix.slice(prefix.position(), got));
        prefix.position(prefix.position() + got);
        return !drained && into.hasRemaining() ? got + socket.read(into) : got;
    }

    @Override
    public End end() {
        return prefix.hasRemaining() ? End.NONE : socket.end();
    }

    @Override
    public void open(Listener listener) throws IOException {
        socket.open(listener);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return socket.write(from);
    }

    @Override
    public long roundTripNanos() {
        return socket.roundTripNanos();
    }

    @Override
    public void beforeLast() throws IOException {
        socket.beforeLast();
    }

    @Override
    public void finish() throws IOException {
        socket.finish();
    }

    @Override
    public void arm() {
        socket.arm();
    }

    @Override
    public void close() {
        socket.close();
    }

    @Override
    public void reset() {
        socket.reset();
    }
}
