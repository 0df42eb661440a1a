package dev.portmux.routes;

/**
 * An address that the connections of a route go to.
 *
 * @param host an IP literal, without brackets; the sidecar never asks DNS
 * @param port 1 to 65535
 */
public record Backend(String host, int port) {

    public Backend {
        IpLiteral.parse(host);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException(port + " (expected: a port of 1 to 65535)");
        }
    }

    /**
     * Reads {@code 10.96.1.7:80} or {@code [fd00::7]:8443}.
     *
     * @throws IllegalArgumentException naming the value and what is expected
     */
    public static Backend parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, Math.max(colon, 0));
        String port = text.substring(colon + 1);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (!port.matches("\\d{1,5}") || host.indexOf(':') >= 0 != bracketed) {
            throw new IllegalArgumentException("\"" + text + "\" (expected: ADDRESS:PORT, IPv6 in brackets)");
        }
        return new Backend(bracketed ? host.substring(1, host.length() - 1) : host, Integer.parseInt(port));
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
