package dev.portmux.sidecar.table;

import dev.portmux.detection.Decider;
import dev.portmux.routes.Route;
import dev.portmux.routes.RoutingTable;
import dev.portmux.sidecar.upstream.Target;
import java.util.Collection;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A table made ready to route by. Immutable: a connection keeps the one it was accepted with. */
public final class Routing {
    private final Decider decider;
    private final String hash;
    private final Map<String, Target> targets;

    private Routing(Decider decider, UnaryOperator<Target> adapted) {
        this.decider = decider;
        hash = decider.table().hash();
        targets = decider.table().routes().stream()
                .map(Target::of)
                .map(adapted)
                .collect(Collectors.toUnmodifiableMap(Target::route, target -> target));
    }

    /**
     * Makes a table ready.
     *
     * @throws dev.portmux.routes.InvalidTableException if a match of the table cannot be made ready
     */
    public static Routing of(RoutingTable table) {
        return of(table, UnaryOperator.identity());
    }

    /** @param adapted what becomes of the target of each route */
    static Routing of(RoutingTable table, UnaryOperator<Target> adapted) {
        return new Routing(Decider.of(table), adapted);
    }

    public Decider decider() {
        return decider;
    }

    public String hash() {
        return hash;
    }

    public Collection<Target> targets() {
        return targets.values();
    }

    public Target target(Route route) {
        Target target = targets.get(route.name());
        if (target == null) {
            throw new IllegalArgumentException(route.name() + " is no route of table " + hash);
        }
        return target;
    }
}
