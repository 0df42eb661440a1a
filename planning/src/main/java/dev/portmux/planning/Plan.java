package dev.portmux.planning;

import dev.portmux.detection.overlap.Findings;
import dev.portmux.routes.RoutingTable;
import java.util.List;
import java.util.Optional;

/**
 * What one PortMux comes to.
 *
 * @param table    the routing table; empty if the spec is refused
 * @param problems what is wrong with the spec, in the order of its fields; findings are not repeated here
 * @param findings what the overlap proof says of the routes; nothing while there are problems
 * @param routes   the state of each route, in the order of the spec
 */
public record Plan(Optional<RoutingTable> table, List<Problem> problems, Findings findings, List<RoutePlan> routes) {
    public Plan {
        problems = List.copyOf(problems);
        routes = List.copyOf(routes);
    }

    /** Why there is no table: the problems, or else those findings that are errors. */
    public List<Problem> refusals() {
        List<String> names = routes.stream().map(RoutePlan::name).toList();
        return problems.isEmpty()
                ? findings.errors().stream()
                        .map(error -> Problem.of(error, names))
                        .toList()
                : problems;
    }
}
