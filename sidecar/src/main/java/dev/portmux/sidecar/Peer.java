package dev.portmux.sidecar;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Where a connection comes from, as small as it can be: thousands of idle connections keep one each. */
final class Peer {
    private final byte[] address;
    private final int port;

    /** @param address 4 or 16 bytes */
    Peer(byte[] address, int port) {
        this.address = address;
        this.port = port;
    }

    static Peer of(InetSocketAddress address) {
        return new Peer(address.getAddress().getAddress(), address.getPort());
    }

    byte[] address() {
        return address;
    }

    int port() {
        return port;
    }

    InetSocketAddress socketAddress() {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
