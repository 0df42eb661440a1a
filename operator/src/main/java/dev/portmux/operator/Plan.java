package dev.portmux.operator;

import dev.portmux.detection.RoutingTable;
import java.util.List;
import java.util.Optional;

/**
 * What one PortMux comes to.
 *
 * @param table    the routing table; empty if and only if there are problems
 * @param problems why the spec is refused, in the order of its fields
 * @param routes   the state of each route, in the order of the spec
 */
public record Plan(Optional<RoutingTable> table, List<Problem> problems, List<RoutePlan> routes) {
    public Plan {
        problems = List.copyOf(problems);
        routes = List.copyOf(routes);
    }
}
