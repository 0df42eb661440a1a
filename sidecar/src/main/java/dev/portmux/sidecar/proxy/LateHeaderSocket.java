package dev.portmux.sidecar.proxy;

import dev.portmux.sidecar.net.End;
import dev.portmux.sidecar.net.ForwardingSocket;
import dev.portmux.sidecar.net.PrefixedSocket;
import dev.portmux.sidecar.net.Socket;
import dev.portmux.sidecar.proxy.HeaderParser.Complete;
import dev.portmux.sidecar.proxy.HeaderParser.Incomplete;
import dev.portmux.sidecar.proxy.HeaderParser.Parsed;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * A socket of a load balancer whose header comes with the client's first bytes, while the server has long been speaking. It
 * takes the header off what is read.
 */
public final class LateHeaderSocket extends ForwardingSocket {
    private final boolean required;
    private final Consumer<ProxyHeader> found;
    private ByteBuffer begun = ByteBuffer.allocate(0);
    private State state = State.EXPECTING;

    private enum State {
        EXPECTING,
        PASSED,
        REFUSED
    }

    /**
     * Wraps a socket from which nothing was read.
     *
     * @param required whether a client without a header counts as reset
     * @param found    told of the header
     */
    public LateHeaderSocket(Socket socket, boolean required, Consumer<ProxyHeader> found) {
        super(socket);
        this.required = required;
        this.found = found;
    }

    @Override
    public int read(ByteBuffer into) {
        int start = into.position();
        int room = into.remaining();
        int got = socket().read(into);
        if (state != State.EXPECTING || got == 0) {
            return got;
        }
        ByteBuffer soFar = ByteBuffer.allocate(begun.limit() + got)
                .put(begun.rewind())
                .put(into.slice(start, got))
                .flip();
        into.position(start);
        boolean drained = got < room;
        Parsed parsed = HeaderParser.parse(soFar);
        if (parsed instanceof Incomplete) {
            begun = soFar;
            return drained ? 0 : read(into);
        }
        return after(parsed, soFar, drained) ? socket().read(into) : 0;
    }

    /** Whether there is something left to read. */
    private boolean after(Parsed parsed, ByteBuffer bytes, boolean drained) {
        if (parsed instanceof Complete complete) {
            bytes.position(complete.length());
            found.accept(complete.header());
        } else if (required) {
            state = State.REFUSED;
            return false;
        }
        state = State.PASSED;
        socket(new PrefixedSocket(socket(), bytes, drained));
        return bytes.hasRemaining() || !drained;
    }

    @Override
    public End end() {
        return state == State.REFUSED ? End.RESET : socket().end();
    }
}
