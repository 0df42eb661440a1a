package dev.portmux.sidecar.net;

import java.io.IOException;
import java.net.InetSocketAddress;

/** Starts connections to backends on the loop of the caller. */
public interface Dialer {

    /**
     * Returns a connecting socket that is not yet opened. It is connected at the first {@link Socket.Listener#writable}, or when a
     * write takes bytes.
     *
     * @throws IOException if it failed at once
     */
    Socket dial(InetSocketAddress backend) throws IOException;
}
