package dev.portmux.routes;

import java.util.List;
import java.util.Optional;

/**
 * The addresses behind one backend reference of a route.
 *
 * @param weight        its share of the route's connections, beside the weights of the other groups; 0 takes it out
 * @param proxyProtocol the header that it gets in front of the client's bytes
 * @param backends      its addresses
 */
public record BackendGroup(int weight, Optional<ProxyProtocol.Version> proxyProtocol, List<Backend> backends) {
    /** The largest weight, as in the Gateway API. */
    public static final int MOST_WEIGHT = 1_000_000;

    public BackendGroup {
        backends = List.copyOf(backends);
        if (weight < 0 || weight > MOST_WEIGHT) {
            throw new IllegalArgumentException("weight: " + weight + " (expected: 0 to " + MOST_WEIGHT + ")");
        }
    }

    /** A group with all connections and no header. */
    public static BackendGroup of(List<Backend> backends) {
        return new BackendGroup(1, Optional.empty(), backends);
    }

    boolean isPlain() {
        return weight == 1 && proxyProtocol.isEmpty();
    }
}
