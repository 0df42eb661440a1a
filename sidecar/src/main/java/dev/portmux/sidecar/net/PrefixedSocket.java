package dev.portmux.sidecar.net;

import java.nio.ByteBuffer;

/**
 * A socket that replays the bytes that were read from it already, then goes on with the socket itself. So the next reader
 * need not know that a stage has read them.
 */
public final class PrefixedSocket extends ForwardingSocket {
    private final ByteBuffer prefix;
    private final boolean drained;

    /**
     * Puts bytes in front of a socket.
     *
     * @param drained whether the last read came short, so that there is nothing to read until the next {@code readable}
     */
    public PrefixedSocket(Socket socket, ByteBuffer prefix, boolean drained) {
        super(socket);
        this.prefix = prefix;
        this.drained = drained;
    }

    /** The socket to read from next: the wrapped one, once the prefix has been read. */
    public Socket next() {
        return prefix.hasRemaining() ? this : socket();
    }

    @Override
    public int read(ByteBuffer into) {
        if (!prefix.hasRemaining()) {
            return socket().read(into);
        }
        int got = Math.min(into.remaining(), prefix.remaining());
        into.put(prefix.slice(prefix.position(), got));
        prefix.position(prefix.position() + got);
        return !drained && into.hasRemaining() ? got + socket().read(into) : got;
    }

    @Override
    public End end() {
        return prefix.hasRemaining() ? End.NONE : socket().end();
    }
}
