package dev.portmux.routes;

import java.net.InetAddress;

/** Parses IP literals. It refuses names, so DNS is never asked. */
final class IpLiteral {

    private IpLiteral() {}

    /** @throws IllegalArgumentException naming the value, if it is not an IPv4 or IPv6 literal */
    static InetAddress parse(String text) {
        boolean ipv6 = text.indexOf(':') >= 0;
        // Shortened IPv4 forms ("10.1") parse too, but mean something else to most readers.
        boolean ipv4 = text.chars().filter(each -> each == '.').count() == 3;
        if ((ipv6 || ipv4) && text.indexOf('%') < 0) {
            try {
                return InetAddress.ofLiteral(text);
            } catch (IllegalArgumentException e) {
                throw refused(text, e);
            }
        }
        throw refused(text, null);
    }

    private static IllegalArgumentException refused(String text, @org.jspecify.annotations.Nullable Exception cause) {
        return new IllegalArgumentException("\"" + text + "\" (expected: an IPv4 or IPv6 address)", cause);
    }
}
