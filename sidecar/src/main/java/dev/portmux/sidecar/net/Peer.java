package dev.portmux.sidecar.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** The address of a client, in little memory, since every idle connection keeps one. */
public final class Peer {
    private static final int IPV4 = 4;
    private static final int MAPPED_PREFIX = 12;

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

    /**
     * What counts as one source: an IPv4 address, a mapped one too, or an IPv6 network of 64 bits, since a host often has a whole
     * one. IPv4 addresses lie in ffff:ffff::/32, which no client can have as its own.
     *
     * @param address 4 or 16 bytes
     */
    public static long network(byte[] address) {
        boolean four = address.length == IPV4 || isMapped(address);
        int from = four ? address.length - IPV4 : 0;
        int to = four ? address.length : Long.BYTES;
        long network = four ? -1L : 0;
        for (int i = from; i < to; i++) {
            network = (network << Byte.SIZE) | (address[i] & 0xff);
        }
        return network;
    }

    /** Whether 16 bytes are ::ffff:a.b.c.d. */
    private static boolean isMapped(byte[] address) {
        for (int i = 0; i < MAPPED_PREFIX; i++) {
            if (address[i] != (i < MAPPED_PREFIX - 2 ? 0 : (byte) 0xff)) {
                return false;
            }
        }
        return true;
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
