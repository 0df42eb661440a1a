package dev.portmux.sidecar.net;

import java.io.IOException;
import java.net.InetSocketAddress;

/** Explains why listening on an address failed, and what helps. */
public final class ListenFailure {
    private static final int FIRST_UNPRIVILEGED = 1024;

    private ListenFailure() {}

    public static IOException of(InetSocketAddress address, IOException cause) {
        String where = "cannot listen on " + Addresses.text(address) + ": ";
        return new IOException(where + reason(address, String.valueOf(cause.getMessage())), cause);
    }

    private static String reason(InetSocketAddress address, String said) {
        if (said.contains("Permission denied")) {
            return address.getPort() < FIRST_UNPRIVILEGED
                    ? "permission denied (ports below 1024 need CAP_NET_BIND_SERVICE; try port "
                            + (8000 + address.getPort()) + ")"
                    : "permission denied";
        }
        if (said.contains("in use")) {
            return "the port is in use by another program (try another port, or port 0 for a free one)";
        }
        if (said.contains("assign requested address")) {
            return "this machine does not have that address";
        }
        return said;
    }
}
