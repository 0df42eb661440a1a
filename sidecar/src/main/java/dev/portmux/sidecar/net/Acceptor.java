package dev.portmux.sidecar.net;

import java.io.IOException;
import java.net.InetSocketAddress;

/** A bound listening socket. All but {@link #address} on the thread of its loop. */
public interface Acceptor {

    /** Takes a wire that is not yet open. */
    interface Handler {
        void accepted(Wire wire, Peer peer);

        /** False: leave the next ones in the kernel's queue until {@link #resume}. */
        boolean wantsMore();

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
