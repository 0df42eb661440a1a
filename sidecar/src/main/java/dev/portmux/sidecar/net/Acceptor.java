package dev.portmux.sidecar.net;

import java.io.IOException;
import java.net.InetSocketAddress;

/** A bound listening socket. All methods but {@link #address} are called on the thread of its loop. */
public interface Acceptor {

    /** Takes over accepted clients. */
    interface Handler {
        /** Takes over a socket that is not yet opened. */
        void accepted(Socket socket, Peer peer);

        /** The most clients to accept before other sockets get their turn. */
        int batch();

        /** Accepting failed, for example because no file descriptor is left. The listener pauses until {@link #resume}. */
        void acceptFailed(IOException cause);
    }

    InetSocketAddress address();

    void start(Handler handler) throws IOException;

    /** Accepts again after a pause. */
    void resume();

    /** Accepts the clients that the kernel has queued, since they are connected already, then closes. */
    void close();
}
