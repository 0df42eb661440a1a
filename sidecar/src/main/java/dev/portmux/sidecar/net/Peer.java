package dev.portmux.sidecar.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** The address of a client, in little memory, since every idle connection keeps one. */
public final class Peer {
    private final byte[] address;
    private final int port;

    /**
     * The peer of a connection.
     *
     * @param address 4 or 16 bytes
     */
    public Peer(byte[] address, int port) {
        this.address = address;
        this.port = port;
    }

    public static Peer of(InetSocketAddress address) {
        return new Peer(address.getAddress().getAddress(), address.getPort());
    }

    public byte[] address() {
        return address;
    }

    public int port() {
        return port;
    }

    public InetSocketAddress socketAddress() {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
