package dev.portmux.sidecar.table;

import dev.portmux.detection.decide.Decider;
import dev.portmux.routes.Route;
import dev.portmux.routes.RoutingTable;
import dev.portmux.sidecar.upstream.Upstream;
import dev.portmux.sidecar.upstream.UpstreamRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A compiled routing table with its upstreams. Immutable; a connection keeps the one that was in force at its accept. */
public final class Routing {
    private final Decider decider;
    private final String hash;
    private final Map<String, Upstream> upstreams;

    private Routing(Decider decider, UpstreamRegistry registry, UnaryOperator<Upstream> adapted) {
        RoutingTable table = decider.table();
        Duration connectTimeout = table.policy().timeouts().connect();
        this.decider = decider;
        hash = table.hash();
        upstreams = table.routes().stream()
                .map(route -> adapted.apply(Upstream.of(route, connectTimeout, registry)))
                .collect(Collectors.toUnmodifiableMap(Upstream::route, upstream -> upstream));
    }

    /**
     * Compiles a table.
     *
     * @throws dev.portmux.routes.InvalidTableException if a match of the table cannot be compiled
     */
    public static Routing of(RoutingTable table) {
        return of(Decider.of(table));
    }

    /** The same, for a table whose matches are compiled already. */
    public static Routing of(Decider decider) {
        return new Routing(decider, new UpstreamRegistry(), UnaryOperator.identity());
    }

    /**
     * The same, for one of many tables.
     *
     * @param registry what is remembered of the tables before
     * @param adapted  replaces the upstream of each route
     */
    static Routing of(RoutingTable table, UpstreamRegistry registry, UnaryOperator<Upstream> adapted) {
        return new Routing(Decider.of(table), registry, adapted);
    }

    public Decider decider() {
        return decider;
    }

    public String hash() {
        return hash;
    }

    public Collection<Upstream> upstreams() {
        return upstreams.values();
    }

    public Upstream upstream(Route route) {
        Upstream upstream = upstreams.get(route.name());
        if (upstream == null) {
            throw new IllegalArgumentException(route.name() + " is no route of table " + hash);
        }
        return upstream;
    }
}
