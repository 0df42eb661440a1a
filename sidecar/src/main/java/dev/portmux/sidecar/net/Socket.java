package dev.portmux.sidecar.net;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One TCP stream that never blocks, used only on the thread of its event loop. Its {@link Listener} hears edges: after
 * {@link Listener#readable} there is no second one until a read came short or {@link #arm} was called.
 */
public interface Socket {

    /** Hears what happens on a socket. An event may come late or for nothing; reading and writing say what is true. */
    interface Listener {
        /** There may be bytes to read, or the peer's stream may have ended. */
        void readable();

        /** The connection is made, or the socket takes bytes again. */
        void writable();

        /** The connection could not be made, or handling an event threw. */
        void failed(Throwable cause);
    }

    /** Begins to tell what happens; called once. */
    void open(Listener listener) throws IOException;

    /**
     * Fills {@code into}.
     *
     * @return how many bytes came. Fewer than {@code into} had room for means that the socket is drained: then {@link #end}
     *     says whether more can come, and if so, {@code readable} will tell of it
     */
    int read(ByteBuffer into);

    /** How the peer's stream ended, as far as reads have met its end. It turns from NONE to FIN or RESET, from FIN to RESET. */
    End end();

    /**
     * Sends from {@code from} what the socket takes now.
     *
     * @return how many bytes it took; 0 while it is still connecting. After fewer than offered comes {@code writable}
     */
    int write(ByteBuffer from) throws IOException;

    /** The time that a byte and its ACK take, in nanoseconds; zero if that is not known. */
    default long roundTripNanos() {
        return 0;
    }

    /** Asks the kernel to find out whether the peer is still there. Called once, for connections that last. */
    default void keepAlive() throws IOException {}

    /** Says that the next bytes are the last: they may be kept until {@link #finish} or {@link #close} and leave with the FIN. */
    default void beforeLast() throws IOException {}

    /** Sends FIN; reading goes on. */
    void finish() throws IOException;

    /** Asks for another {@code readable} although there is still something to read: others have their turn in between. */
    void arm();

    /** Closes both directions. Nothing is heard afterwards; closing again does nothing. */
    void close();

    /** Closes with RST, so that the peer does not take what was cut short for what was finished. */
    void reset();
}
