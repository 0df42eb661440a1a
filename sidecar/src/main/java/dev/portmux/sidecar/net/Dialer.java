package dev.portmux.sidecar.net;

import java.io.IOException;
import java.net.InetSocketAddress;

/** Starts connections to backends on the loop of the caller. */
public interface Dialer {

    /**
     * A socket that is connecting, and not yet opened. Its first {@link Socket.Listener#writable}, or a write that takes bytes,
     * says that it is connected.
     *
     * @throws IOException if it failed at once
     */
    Socket dial(InetSocketAddress backend) throws IOException;
}
