package dev.portmux.sidecar.net;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One TCP stream that never blocks, used only on the thread of its loop. Its {@link WireListener} hears edges: after
 * {@link WireListener#readable} there is no second one until a read came short or {@link #arm} was called.
 */
public interface Wire {

    /** Begins to tell what happens; called once. */
    void open(WireListener listener) throws IOException;

    /**
     * Fills {@code into}.
     *
     * @return how many bytes came, 0 if there are none now, -1 at the end of the stream. Fewer than {@code into} had room
     *     for means that the wire is drained and will say {@code readable} when more comes
     */
    int read(ByteBuffer into) throws IOException;

    /**
     * Sends from {@code from} what the wire takes now.
     *
     * @return how many bytes it took; 0 while it is still connecting. After fewer than offered comes {@code writable}
     */
    int write(ByteBuffer from) throws IOException;

    /** The time that a byte and its ACK take, in nanoseconds; zero if that is not known. */
    default long roundTripNanos() {
        return 0;
    }

    /** Says that the next bytes are the last: they may be kept until {@link #finish} or {@link #close} and leave with the FIN. */
    default void beforeLast() throws IOException {}

    /** Sends FIN; reading goes on. */
    void finish() throws IOException;

    /** Asks for another {@code readable} although there is still something to read: the turn of the others comes between. */
    void arm();

    /** Closes both directions. Nothing is heard afterwards; closing again does nothing. */
    void close();

    /** Closes with RST, so that the other end does not take what was cut for what was finished. */
    void abort();
}
