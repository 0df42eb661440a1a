package dev.portmux.sidecar.net;

import java.io.IOException;
import java.net.InetSocketAddress;

/** A bound listening socket. All but {@link #address} on the thread of its loop. */
public interface Acceptor {

    /** Takes clients. */
    interface Handler {
        /** Takes a socket that is not yet open. */
        void accepted(Socket socket, Peer peer);

        /** How many to accept at most before other sockets have their turn. */
        int batch();

        /** This machine has no file descriptor left, or something else is wrong with the listener: it pauses for a while. */
        void acceptFailed(IOException cause);
    }

    InetSocketAddress address();

    void start(Handler handler) throws IOException;

    /** Goes on accepting after a pause. */
    void resume();

    /** Accepts what the kernel has queued, then closes: those clients have been told that they are connected. */
    void close();
}
