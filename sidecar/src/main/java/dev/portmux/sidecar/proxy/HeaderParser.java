package dev.portmux.sidecar.proxy;

import dev.portmux.sidecar.net.Peer;
import dev.portmux.sidecar.proxy.ProxyHeader.Addresses;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Reads a header of version 1 or 2 from the first bytes of a connection. It answers at the first impossible byte, and never
 * reads beyond the header.
 *
 * @see <a href="https://www.haproxy.org/download/3.2/doc/proxy-protocol.txt">The PROXY protocol, sections 2.1 and 2.2</a>
 */
public final class HeaderParser {
    static final byte[] V1 = "PROXY ".getBytes(StandardCharsets.US_ASCII);
    static final byte[] V2 = {0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a};

    /** The longest line of version 1, with its end. */
    private static final int LONGEST_LINE = 107;

    /** The part of version 2 with a fixed size. */
    static final int FIXED = 16;

    /** The longest part after it that is read: addresses, names and certificates' names need less. */
    private static final int LONGEST_REST = 2048;

    /** What the bytes so far are. */
    public sealed interface Parsed {}

    /** The beginning of a header, and not more. */
    public record Incomplete() implements Parsed {}

    /** No header. */
    public record Impossible(String reason) implements Parsed {}

    /**
     * A header.
     *
     * @param length in bytes; what follows is from the client
     */
    public record Complete(ProxyHeader header, int length) implements Parsed {}

    private static final Parsed INCOMPLETE = new Incomplete();

    private HeaderParser() {}

    /** Reads the bytes from 0 to the limit, without moving the position. */
    public static Parsed parse(ByteBuffer bytes) {
        if (bytes.limit() == 0) {
            return INCOMPLETE;
        }
        boolean text = bytes.get(0) == V1[0];
        byte[] signature = text ? V1 : V2;
        for (int i = 0; i < Math.min(signature.length, bytes.limit()); i++) {
            if (bytes.get(i) != signature[i]) {
                return new Impossible("no signature of the PROXY protocol");
            }
        }
        if (bytes.limit() < signature.length) {
            return INCOMPLETE;
        }
        return text ? line(bytes) : binary(bytes);
    }

    private static Parsed line(ByteBuffer bytes) {
        int most = Math.min(bytes.limit(), LONGEST_LINE);
        for (int i = V1.length; i < most; i++) {
            byte next = bytes.get(i);
            if (next == '\n' && bytes.get(i - 1) == '\r') {
                return line(text(bytes, V1.length, i - 1 - V1.length), i + 1);
            }
            if ((next != '\r' && (next < ' ' || next > '~')) || bytes.get(i - 1) == '\r') {
                return new Impossible("a byte that is no text in a header of version 1");
            }
        }
        return most == LONGEST_LINE ? new Impossible("a header of version 1 of more than 107 bytes") : INCOMPLETE;
    }

    private static Parsed line(String line, int length) {
        String[] words = line.split(" ", -1);
        if (words[0].equals("UNKNOWN")) {
            return new Complete(ProxyHeader.LOCAL, length);
        }
        boolean six = words[0].equals("TCP6");
        if ((!six && !words[0].equals("TCP4")) || words.length != 5) {
            return new Impossible("a header of version 1 with the words \"" + line + "\"");
        }
        try {
            Peer source = new Peer(address(words[1], six), port(words[3]));
            Peer destination = new Peer(address(words[2], six), port(words[4]));
            return new Complete(of(new Addresses(source, destination)), length);
        } catch (IllegalArgumentException e) {
            return new Impossible("a header of version 1 with the words \"" + line + "\"");
        }
    }

    private static byte[] address(String word, boolean six) {
        if (word.indexOf(':') >= 0 != six || word.indexOf('%') >= 0) {
            throw new IllegalArgumentException(word);
        }
        InetAddress literal = InetAddress.ofLiteral(word);
        if (!six && !literal.getHostAddress().equals(word)) {
            throw new IllegalArgumentException(word); // such as 10.7, which C libraries read
        }
        byte[] address = literal.getAddress();
        // Java turns ::ffff:10.0.0.1 into an IPv4 address; the header keeps its family.
        return six && address.length == 4 ? Addresses.mapped(address) : address;
    }

    private static int port(String word) {
        if (!word.matches("0|[1-9]\\d{0,4}") || Integer.parseInt(word) > 0xffff) {
            throw new IllegalArgumentException(word);
        }
        return Integer.parseInt(word);
    }

    private static Parsed binary(ByteBuffer bytes) {
        int limit = bytes.limit();
        int command = limit > 12 ? bytes.get(12) & 0xff : 0x20;
        if (command >> 4 != 2 || (command & 0xf) > 1) {
            return new Impossible("version and command 0x" + Integer.toHexString(command));
        }
        if (limit < FIXED) {
            return INCOMPLETE;
        }
        int rest = bytes.getShort(14) & 0xffff;
        Family family = Family.of(bytes.get(13) & 0xff);
        if (rest > LONGEST_REST || (command == 0x21 && rest < family.bytes())) {
            return new Impossible("a header of version 2 with " + rest + " bytes of addresses and values");
        }
        return limit < FIXED + rest ? INCOMPLETE : binary(bytes, command == 0x21 ? family : Family.UNSPECIFIED, rest);
    }

    private static Parsed binary(ByteBuffer bytes, Family family, int rest) {
        int end = FIXED + rest;
        if (bytes.get(12) == 0x20) {
            return new Complete(ProxyHeader.LOCAL, end); // the receiver must ignore the rest
        }
        Optional<String> serverName = Optional.empty();
        Optional<String> alpn = Optional.empty();
        int at = FIXED + family.bytes();
        while (at < end) {
            int size = at + 3 <= end ? bytes.getShort(at + 1) & 0xffff : end;
            if (at + 3 + size > end) {
                return new Impossible("a value that ends after the header");
            }
            switch (bytes.get(at)) {
                case HeaderWriter.ALPN -> alpn = Optional.of(text(bytes, at + 3, size));
                case HeaderWriter.AUTHORITY -> serverName = Optional.of(text(bytes, at + 3, size));
                case HeaderWriter.CRC32C -> {
                    if (size != 4 || bytes.getInt(at + 3) != checksum(bytes, end, at + 3)) {
                        return new Impossible("a wrong checksum");
                    }
                }
                default -> {}
            }
            at += 3 + size;
        }
        return new Complete(new ProxyHeader(family.read(bytes), serverName, alpn), end);
    }

    /** Over the whole header, with zeros in the place of the checksum. */
    private static int checksum(ByteBuffer bytes, int end, int place) {
        byte[] header = new byte[end];
        bytes.get(0, header);
        Arrays.fill(header, place, place + 4, (byte) 0);
        CRC32C crc = new CRC32C();
        crc.update(header);
        return (int) crc.getValue();
    }

    /** Transports and families that carry addresses of the internet; what is not known names nobody. */
    enum Family {
        TCP4(0x11, 4),
        TCP6(0x21, 16),
        UNSPECIFIED(0x00, 0);

        final int code;
        private final int size;

        Family(int code, int size) {
            this.code = code;
            this.size = size;
        }

        static Family of(int code) {
            for (Family family : values()) {
                if (family.code == code) {
                    return family;
                }
            }
            return UNSPECIFIED;
        }

        /** Two addresses and two ports. */
        int bytes() {
            return size == 0 ? 0 : 2 * size + 4;
        }

        Optional<Addresses> read(ByteBuffer bytes) {
            if (size == 0) {
                return Optional.empty();
            }
            byte[] source = new byte[size];
            byte[] destination = new byte[size];
            bytes.get(FIXED, source).get(FIXED + size, destination);
            int ports = FIXED + 2 * size;
            return Optional.of(new Addresses(
                    new Peer(source, bytes.getShort(ports) & 0xffff),
                    new Peer(destination, bytes.getShort(ports + 2) & 0xffff)));
        }
    }

    private static ProxyHeader of(Addresses addresses) {
        return new ProxyHeader(Optional.of(addresses), Optional.empty(), Optional.empty());
    }

    private static String text(ByteBuffer bytes, int at, int length) {
        byte[] text = new byte[length];
        bytes.get(at, text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
