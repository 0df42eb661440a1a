package dev.portmux.sidecar.upstream;

import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What outlives a change of the table: the endpoints with their health and open connections, and the open connections of each
 * route. Used by one thread at a time; what it returns is shared by all event loops.
 */
public final class UpstreamRegistry {
    private final Map<InetSocketAddress, Endpoint> endpoints = new HashMap<>();
    private final Map<String, AtomicInteger> routes = new HashMap<>();

    Endpoint endpoint(InetSocketAddress address) {
        return endpoints.computeIfAbsent(address, Endpoint::new);
    }

    /** The number of open connections of a route. */
    AtomicInteger open(String route) {
        return routes.computeIfAbsent(route, name -> new AtomicInteger());
    }

    /** Forgets what the table in force does not name, unless a connection is open to it. */
    public void retain(Collection<Upstream> inForce) {
        Set<Endpoint> named = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (Upstream upstream : inForce) {
            named.addAll(upstream.endpoints());
            names.add(upstream.route());
        }
        endpoints.values().removeIf(endpoint -> endpoint.open() == 0 && !named.contains(endpoint));
        routes.entrySet().removeIf(route -> route.getValue().get() == 0 && !names.contains(route.getKey()));
    }

    int size() {
        return endpoints.size() + routes.size();
    }
}
