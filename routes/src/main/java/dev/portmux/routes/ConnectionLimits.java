package dev.portmux.routes;

/**
 * How many connections one sidecar accepts. A source is an IPv4 address or an IPv6 network of 64 bits. Zero means no limit.
 *
 * @param connections         open at once
 * @param perSource           open at once from one source
 * @param undecidedPerSource  without a route, at once from one source
 * @param newPerSecondPerSource accepted in a second from one source
 */
public record ConnectionLimits(int connections, int perSource, int undecidedPerSource, int newPerSecondPerSource) {
    private static final int MOST = 1_000_000;

    public static final ConnectionLimits NONE = new ConnectionLimits(0, 0, 0, 0);

    public ConnectionLimits {
        check("connections", connections);
        check("connectionsPerSource", perSource);
        check("undecidedPerSource", undecidedPerSource);
        check("newConnectionsPerSecondPerSource", newPerSecondPerSource);
    }

    static void check(String field, int value) {
        if (value < 0 || value > MOST) {
            throw new IllegalArgumentException(field + ": " + value + " (expected: 0 to " + MOST + ")");
        }
    }

    /** Whether something is counted by source. */
    public boolean bySource() {
        return perSource > 0 || undecidedPerSource > 0 || newPerSecondPerSource > 0;
    }
}
