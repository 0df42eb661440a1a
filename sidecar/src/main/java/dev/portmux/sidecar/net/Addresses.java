package dev.portmux.sidecar.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Writes IP addresses in the form of RFC 5952: {@code 10.0.0.7:80}, {@code [2001:db8::1]:443}, IPv4-mapped ones as IPv4. */
public final class Addresses {
    private static final int GROUPS = 8;
    private static final int MAPPED_PREFIX = 12;

    private Addresses() {}

    /** Address and port. A host name that was never resolved stays a name. */
    public static String text(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        if (ip == null) {
            return address.getHostString() + ":" + address.getPort();
        }
        StringBuilder out = new StringBuilder(48);
        append(out, ip.getAddress(), zone(ip), address.getPort());
        return out.toString();
    }

    /**
     * Appends address and port without allocating.
     *
     * @param address 4 or 16 bytes
     */
    public static void append(StringBuilder out, byte[] address, int port) {
        append(out, address, "", port);
    }

    private static void append(StringBuilder out, byte[] address, String zone, int port) {
        if (address.length == 4) {
            ipv4(out, address, 0);
        } else if (isMapped(address)) {
            ipv4(out, address, MAPPED_PREFIX);
        } else {
            ipv6(out.append('['), address);
            out.append(zone).append(']');
        }
        out.append(':').append(port);
    }

    /** The zone of a link-local address, such as {@code %eth0}. */
    private static String zone(InetAddress ip) {
        if (!(ip instanceof Inet6Address)) {
            return "";
        }
        String text = ip.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? "" : text.substring(zone);
    }

    private static boolean isMapped(byte[] address) {
        for (int i = 0; i < 10; i++) {
            if (address[i] != 0) {
                return false;
            }
        }
        return address[10] == -1 && address[11] == -1;
    }

    private static void ipv4(StringBuilder out, byte[] address, int from) {
        for (int i = from; i < from + 4; i++) {
            if (i > from) {
                out.append('.');
            }
            out.append(address[i] & 0xff);
        }
    }

    /** The longest run of two or more zero groups, the first of equals, becomes {@code ::} (RFC 5952, 4.2). */
    private static void ipv6(StringBuilder out, byte[] address) {
        int longestAt = -1;
        int longest = 1;
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && group(address, end) == 0) {
                end++;
            }
            if (end - i > longest) {
                longest = end - i;
                longestAt = i;
            }
            i = Math.max(i, end);
        }
        int i = 0;
        while (i < GROUPS) {
            if (i == longestAt) {
                out.append("::");
                i += longest;
            } else {
                if (i > 0 && i != longestAt + longest) {
                    out.append(':');
                }
                hex(out, group(address, i));
                i++;
            }
        }
    }

    private static int group(byte[] address, int index) {
        return ((address[2 * index] & 0xff) << 8) | (address[2 * index + 1] & 0xff);
    }

    /** Without leading zeros. */
    private static void hex(StringBuilder out, int group) {
        boolean begun = false;
        for (int shift = 12; shift >= 0; shift -= 4) {
            int digit = (group >> shift) & 0xf;
            begun |= digit != 0 || shift == 0;
            if (begun) {
                out.append(Character.forDigit(digit, 16));
            }
        }
    }
}
