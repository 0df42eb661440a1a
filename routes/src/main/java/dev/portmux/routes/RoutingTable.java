package dev.portmux.routes;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which first bytes go to which backends. The operator writes it, the sidecar reads it.
 *
 * @param timing how long detection waits
 * @param policy for all connections
 * @param routes in the order of precedence; names are unique
 */
public record RoutingTable(Timing timing, ConnectionPolicy policy, List<Route> routes) {
    /** The most routes that one table holds. */
    public static final int MOST_ROUTES = 100;

    public RoutingTable {
        routes = List.copyOf(routes);
        if (routes.size() > MOST_ROUTES) {
            throw new InvalidTableException("routes: " + routes.size() + " (expected: at most " + MOST_ROUTES + ")");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < routes.size(); i++) {
            if (!names.add(routes.get(i).name())) {
                throw new InvalidTableException(
                        "routes[" + i + "].name: \"" + routes.get(i).name() + "\" (expected: a name used once)");
            }
        }
    }

    /** A table with the usual policy. */
    public RoutingTable(Timing timing, List<Route> routes) {
        this(timing, ConnectionPolicy.DEFAULT, routes);
    }

    /**
     * Reads the JSON form ({@code docs/design/contracts.md}). Input is hostile: its size, depth and counts are bounded, and
     * unknown fields are refused.
     *
     * @throws InvalidTableException if it is not a valid table
     */
    public static RoutingTable parse(byte[] json) {
        return TableReader.read(json);
    }

    /** The canonical JSON form: the same table gives the same bytes. */
    public byte[] toJson() {
        return TableWriter.write(this);
    }

    /** The first 8 hex digits of the SHA-256 of {@link #toJson()}. */
    public String hash() {
        return Digests.of(toJson());
    }

    @Override
    public String toString() {
        return new String(toJson(), StandardCharsets.UTF_8);
    }
}
