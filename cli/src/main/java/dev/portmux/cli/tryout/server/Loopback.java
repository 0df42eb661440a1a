package dev.portmux.cli.tryout.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** The only address that {@code portmux try} listens on. */
public final class Loopback {
    public static final InetAddress ADDRESS = InetAddress.ofLiteral("127.0.0.1");
    public static final String HOST = ADDRESS.getHostAddress();

    private Loopback() {}

    /** A port that is free now, for servers that must be told one. */
    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, ADDRESS)) {
            return socket.getLocalPort();
        }
    }
}
