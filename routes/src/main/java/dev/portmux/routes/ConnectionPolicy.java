package dev.portmux.routes;

import java.util.Optional;

/**
 * What holds for every connection of a port, whatever its route.
 *
 * @param proxyProtocol headers of load balancers; empty: they are bytes of the client
 */
public record ConnectionPolicy(
        Optional<ProxyProtocol> proxyProtocol, Timeouts timeouts, ConnectionLimits limits, AccessLogging accessLog) {
    public static final ConnectionPolicy DEFAULT =
            new ConnectionPolicy(Optional.empty(), Timeouts.DEFAULT, ConnectionLimits.NONE, AccessLogging.DEFAULT);
}
