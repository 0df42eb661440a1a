package dev.portmux.detection;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A range of source addresses: {@code 10.0.0.0/8}, {@code fd00::/8}, or one address.
 *
 * @param network an IP literal with all bits beyond the prefix zero
 * @param prefix  leading bits that count: 0 to 32, for IPv6 to 128
 */
public record Cidr(String network, int prefix) {

    public Cidr {
        int bits = IpLiteral.parse(network).getAddress().length * 8;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException(
                    "\"" + network + "/" + prefix + "\" (expected: a prefix length of 0 to " + bits + ")");
        }
        network = masked(network, prefix);
    }

    /**
     * Reads {@code ADDRESS/PREFIX-LENGTH} or one address.
     *
     * @throws IllegalArgumentException naming the value and what is expected
     */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return new Cidr(text, IpLiteral.parse(text).getAddress().length * 8);
        }
        String digits = text.substring(slash + 1);
        if (!digits.matches("\\d{1,3}")) {
            throw new IllegalArgumentException("\"" + text + "\" (expected: ADDRESS/PREFIX-LENGTH)");
        }
        return new Cidr(text.substring(0, slash), Integer.parseInt(digits));
    }

    /** Whether the address (4 or 16 bytes; IPv4-mapped IPv6 counts as IPv4) lies in this range. */
    public boolean contains(byte[] address) {
        return sameBits(bytes(), unmapped(address), prefix);
    }

    /** Whether every address of {@code other} lies in this range. */
    public boolean contains(Cidr other) {
        return other.prefix >= prefix && sameBits(bytes(), other.bytes(), prefix);
    }

    /** Whether some address lies in both ranges. */
    public boolean overlaps(Cidr other) {
        return sameBits(bytes(), other.bytes(), Math.min(prefix, other.prefix));
    }

    private byte[] bytes() {
        return IpLiteral.parse(network).getAddress();
    }

    private static boolean sameBits(byte[] one, byte[] other, int bits) {
        if (one.length != other.length) {
            return false;
        }
        for (int i = 0; i < bits; i++) {
            if (((one[i / 8] ^ other[i / 8]) & 0x80 >> i % 8) != 0) {
                return false;
            }
        }
        return true;
    }

    private static byte[] unmapped(byte[] address) {
        try {
            return InetAddress.getByAddress(address).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("source address of " + address.length + " bytes (expected: 4 or 16)", e);
        }
    }

    private static String masked(String network, int prefix) {
        InetAddress given = IpLiteral.parse(network);
        byte[] bytes = given.getAddress();
        boolean changed = false;
        for (int i = prefix; i < bytes.length * 8; i++) {
            int bit = 0x80 >> i % 8;
            changed |= (bytes[i / 8] & bit) != 0;
            bytes[i / 8] &= (byte) ~bit;
        }
        try {
            return changed ? InetAddress.getByAddress(bytes).getHostAddress() : network;
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return network + "/" + prefix;
    }
}
