package dev.portmux.routes;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** A range of source addresses: {@code 10.0.0.0/8}, {@code fd00::/8}, or one address. */
public final class Cidr {
    private final byte[] network;
    private final int prefix;

    private Cidr(byte[] network, int prefix) {
        this.network = network;
        this.prefix = prefix;
    }

    /**
     * Reads {@code ADDRESS/PREFIX-LENGTH} or one address; bits beyond the prefix are ignored.
     *
     * @throws IllegalArgumentException naming the value and what is expected
     */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        byte[] network =
                IpLiteral.parse(slash < 0 ? text : text.substring(0, slash)).getAddress();
        int bits = network.length * Byte.SIZE;
        int prefix = bits;
        if (slash >= 0) {
            String digits = text.substring(slash + 1);
            prefix = digits.matches("\\d{1,3}") ? Integer.parseInt(digits) : -1;
        }
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("\"" + text + "\" (expected: a prefix length of 0 to " + bits + ")");
        }
        for (int bit = prefix; bit < bits; bit++) {
            network[bit / Byte.SIZE] &= (byte) ~mask(bit);
        }
        return new Cidr(network, prefix);
    }

    /** Whether the address (4 or 16 bytes; IPv4-mapped IPv6 counts as IPv4) lies in this range. */
    public boolean contains(byte[] address) {
        return sameBits(network, address(address).getAddress(), prefix);
    }

    /** Whether every address of {@code other} lies in this range. */
    public boolean contains(Cidr other) {
        return other.prefix >= prefix && sameBits(network, other.network, prefix);
    }

    /** Whether some address lies in both ranges. */
    public boolean overlaps(Cidr other) {
        return sameBits(network, other.network, Math.min(prefix, other.prefix));
    }

    private static boolean sameBits(byte[] one, byte[] other, int bits) {
        if (one.length != other.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        if (!Arrays.equals(one, 0, whole, other, 0, whole)) {
            return false;
        }
        for (int bit = whole * Byte.SIZE; bit < bits; bit++) {
            if (((one[whole] ^ other[whole]) & mask(bit)) != 0) {
                return false;
            }
        }
        return true;
    }

    private static int mask(int bit) {
        return 0x80 >> (bit % Byte.SIZE);
    }

    private static InetAddress address(byte[] address) {
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address of " + address.length + " bytes (expected: 4 or 16)", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cidr cidr && prefix == cidr.prefix && Arrays.equals(network, cidr.network);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(network) + prefix;
    }

    @Override
    public String toString() {
        return shortened(address(network).getHostAddress()) + "/" + prefix;
    }

    /** With the longest run of zeros of an IPv6 address left out (RFC 5952). */
    private static String shortened(String address) {
        for (int zeros = 8; zeros > 1; zeros--) {
            String shorter = address.replaceFirst("(^|:)0(:0){" + (zeros - 1) + "}(:|$)", "::");
            if (!shorter.equals(address)) {
                return shorter;
            }
        }
        return address;
    }
}
