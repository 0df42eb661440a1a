package dev.portmux.sidecar.proxy;

import dev.portmux.routes.ProxyProtocol;
import dev.portmux.sidecar.net.Peer;
import dev.portmux.sidecar.proxy.HeaderParser.Family;
import dev.portmux.sidecar.proxy.ProxyHeader.Addresses;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Writes a header for a backend. */
public final class HeaderWriter {
    static final byte ALPN = 0x01;
    static final byte AUTHORITY = 0x02;
    static final byte CRC32C = 0x03;

    /** The first of the types that are left to applications: the protocol that PortMux has found. */
    static final byte PROTOCOL = (byte) 0xe0;

    /** A name in a ClientHello is not longer; a longer one is left out. */
    private static final int LONGEST_NAME = 255;

    private HeaderWriter() {}

    /**
     * The bytes of a header, from 0 to the limit.
     *
     * @param protocol what was found, for version 2
     */
    public static ByteBuffer write(ProxyProtocol.Version version, ProxyHeader header, String protocol) {
        return version == ProxyProtocol.Version.V1 ? line(header) : binary(header, protocol);
    }

    private static ByteBuffer line(ProxyHeader header) {
        String line = header.addresses().map(HeaderWriter::words).orElse("UNKNOWN");
        return ByteBuffer.wrap(("PROXY " + line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static String words(Addresses addresses) {
        Peer source = addresses.source();
        Peer destination = addresses.destination();
        boolean six = source.address().length == 16;
        return (six ? "TCP6 " : "TCP4 ") + literal(source) + " " + literal(destination) + " " + source.port() + " "
                + destination.port();
    }

    private static String literal(Peer peer) {
        byte[] address = peer.address();
        if (address.length == 4) {
            return peer.socketAddress().getAddress().getHostAddress();
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < address.length; i += 2) {
            text.append(i == 0 ? "" : ":")
                    .append(Integer.toHexString(((address[i] & 0xff) << Byte.SIZE) | (address[i + 1] & 0xff)));
        }
        return text.toString();
    }

    private static ByteBuffer binary(ProxyHeader header, String protocol) {
        Family family = header.addresses()
                .map(addresses -> addresses.source().address().length == 16 ? Family.TCP6 : Family.TCP4)
                .orElse(Family.UNSPECIFIED);
        byte[] alpn = value(header.alpn());
        byte[] serverName = value(header.serverName());
        byte[] found = value(Optional.of(protocol));
        int rest = family.bytes() + size(alpn) + size(serverName) + size(found);
        ByteBuffer bytes = ByteBuffer.allocate(HeaderParser.FIXED + rest)
                .put(HeaderParser.V2)
                .put((byte) (family == Family.UNSPECIFIED ? 0x20 : 0x21))
                .put((byte) family.code)
                .putShort((short) rest);
        header.addresses()
                .ifPresent(addresses -> bytes.put(addresses.source().address())
                        .put(addresses.destination().address())
                        .putShort((short) addresses.source().port())
                        .putShort((short) addresses.destination().port()));
        put(bytes, ALPN, alpn);
        put(bytes, AUTHORITY, serverName);
        put(bytes, PROTOCOL, found);
        return bytes.flip();
    }

    private static byte[] value(Optional<String> text) {
        byte[] value = text.orElse("").getBytes(StandardCharsets.UTF_8);
        return value.length <= LONGEST_NAME ? value : Arrays.copyOf(value, 0);
    }

    private static int size(byte[] value) {
        return value.length == 0 ? 0 : 3 + value.length;
    }

    private static void put(ByteBuffer bytes, byte type, byte[] value) {
        if (value.length > 0) {
            bytes.put(type).putShort((short) value.length).put(value);
        }
    }
}
