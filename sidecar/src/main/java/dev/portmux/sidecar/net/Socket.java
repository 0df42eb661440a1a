package dev.portmux.sidecar.net;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A non-blocking TCP socket, used only on the thread of its event loop. Events are edge-triggered: after {@link
 * Listener#readable} there is no second one until a read came short or {@link #arm} was called.
 */
public interface Socket {

    /** Gets the events of a socket. They may be late or spurious; only reading and writing tell the true state. */
    interface Listener {
        /** There may be bytes to read, or the peer's stream may have ended. */
        void readable();

        /** The connection is made, or the socket takes bytes again. */
        void writable();

        /** The connection could not be made, or handling an event threw. */
        void failed(Throwable cause);
    }

    /** Starts the events; called once. */
    void open(Listener listener) throws IOException;

    /**
     * Fills {@code into}.
     *
     * @return the number of bytes read. If there was room for more, the socket is drained: then {@link #end} says whether more
     *     can come, and if so, {@code readable} follows
     */
    int read(ByteBuffer into);

    /** The end of the peer's stream, as far as reads have reached it. It changes from NONE to FIN or RESET, and from FIN to RESET. */
    End end();

    /**
     * Sends as many bytes of {@code from} as the socket takes now.
     *
     * @return the number of bytes taken, 0 while it is connecting. If bytes remain, {@code writable} follows
     */
    int write(ByteBuffer from) throws IOException;

    /** The round-trip time in nanoseconds; zero if it is not known. */
    default long roundTripNanos() {
        return 0;
    }

    /** This side's address. */
    default Peer localAddress() throws IOException {
        throw new IOException("it has no address");
    }

    /**
     * When the kernel looks whether the other side is still there.
     *
     * @param idleSeconds without a byte until it asks; it asks every ten seconds, nine times; 0: never
     * @param userTimeout milliseconds after which it gives up sent bytes that are not acknowledged; 0: the kernel decides
     */
    record KeepAlive(int idleSeconds, int userTimeout) {
        /** That of accepted sockets, which inherit it from their listener: it finds a vanished client after two and a half minutes. */
        public static final KeepAlive OF_CLIENTS = new KeepAlive(60, 0);
    }

    /** Sets the TCP keep-alive. Called for connections that last. */
    default void keepAlive(KeepAlive settings) throws IOException {}

    /** Announces the last bytes: the socket may hold them back until {@link #finish} or {@link #close} and send them with the FIN. */
    default void beforeLast() throws IOException {}

    /** Sends FIN; reading goes on. */
    void finish() throws IOException;

    /** Asks for another {@code readable} although the socket is not drained, so that other sockets get their turn first. */
    void arm();

    /** Closes both directions. No event follows; closing again does nothing. */
    void close();

    /** Closes with RST, so that the peer does not mistake a cut stream for a complete one. */
    void reset();
}
