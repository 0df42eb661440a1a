package dev.portmux.sidecar;

import dev.portmux.detection.decide.Decider;
import dev.portmux.routes.Route;
import dev.portmux.routes.RoutingTable;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** A table made ready to route by. Immutable: a connection keeps the one it was accepted with. */
final class Routing {
    private final Decider decider;
    private final String hash;
    private final Map<String, Target> targets;

    private Routing(Decider decider) {
        this.decider = decider;
        hash = decider.table().hash();
        targets = decider.table().routes().stream()
                .map(Target::of)
                .collect(Collectors.toUnmodifiableMap(Target::route, target -> target));
    }

    /** @throws dev.portmux.routes.InvalidTableException if a match of the table cannot be made ready */
    static Routing of(RoutingTable table) {
        return new Routing(Decider.of(table));
    }

    Decider decider() {
        return decider;
    }

    String hash() {
        return hash;
    }

    Collection<Target> targets() {
        return targets.values();
    }

    Target target(Route route) {
        Target target = targets.get(route.name());
        if (target == null) {
            throw new IllegalArgumentException(route.name() + " is no route of table " + hash);
        }
        return target;
    }
}
