package dev.portmux.sidecar.net;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A socket from which the first bytes were read already: they are read from it again, then what follows. So whoever comes
 * next needs not know that somebody looked.
 */
public final class PrefixedSocket implements Socket {
    private final Socket socket;
    private final ByteBuffer prefix;
    private final boolean drained;

    /**
     * Puts bytes in front of a socket.
     *
     * @param drained the read that brought the last of them came short: there is nothing more to read until the socket says so
     */
    public PrefixedSocket(Socket socket, ByteBuffer prefix, boolean drained) {
        this.socket = socket;
        this.prefix = prefix;
        this.drained = drained;
    }

    /** What to read from next: the socket behind, once the first bytes have been read. */
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
