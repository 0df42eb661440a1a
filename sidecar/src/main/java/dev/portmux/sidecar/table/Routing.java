package dev.portmux.sidecar.table;

import dev.portmux.detection.decide.Decider;
import dev.portmux.routes.Route;
import dev.portmux.routes.RoutingTable;
import dev.portmux.sidecar.upstream.Upstream;
import java.util.Collection;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A compiled routing table with its upstreams. Immutable; a connection keeps the one that was in force at its accept. */
public final class Routing {
    private final Decider decider;
    private final String hash;
    private final Map<String, Upstream> upstreams;

    private Routing(Decider decider, UnaryOperator<Upstream> adapted) {
        this.decider = decider;
        hash = decider.table().hash();
        upstreams = decider.table().routes().stream()
                .map(Upstream::of)
                .map(adapted)
                .collect(Collectors.toUnmodifiableMap(Upstream::route, upstream -> upstream));
    }

    /**
     * Compiles a table.
     *
     * @throws dev.portmux.routes.InvalidTableException if a match of the table cannot be compiled
     */
    public static Routing of(RoutingTable table) {
        return of(table, UnaryOperator.identity());
    }

    /** The same, for a table whose matches are compiled already. */
    public static Routing of(Decider decider) {
        return new Routing(decider, UnaryOperator.identity());
    }

    /** @param adapted replaces the upstream of each route */
    static Routing of(RoutingTable table, UnaryOperator<Upstream> adapted) {
        return new Routing(Decider.of(table), adapted);
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
