package dev.portmux.operator.status;

import dev.portmux.planning.Problem;
import dev.portmux.planning.RoutePlan;
import dev.portmux.planning.reference.Resolution.Resolved;
import dev.portmux.planning.reference.Resolution.Unresolved;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Accepted and ResolvedRefs, of one route and of all of them. */
final class RouteStates {

    private static final String NO_ENDPOINTS = "NoReadyEndpoints";

    private RouteStates() {}

    static State accepted(RoutePlan route) {
        return route.problems().isEmpty()
                ? State.yes(Conditions.ACCEPTED, "the route is valid")
                : State.no(
                        route.problems().getFirst().reason(),
                        route.problems().stream().map(Problem::toString).collect(Collectors.joining("; ")));
    }

    static State resolved(RoutePlan route) {
        return switch (route.resolution()) {
            case Unresolved(String reason, String message) -> State.no(reason, message);
            case Resolved(var backends)
            when backends.isEmpty() ->
                State.yes(Conditions.RESOLVED_REFS, "the Service was found; it has no ready endpoints");
            case Resolved(var backends) ->
                State.yes(
                        Conditions.RESOLVED_REFS,
                        backends.size() == 1
                                ? "goes to " + backends.getFirst()
                                : "goes to " + backends.getFirst() + " and " + (backends.size() - 1) + " more");
        };
    }

    static State resolved(List<RoutePlan> routes) {
        List<String> unresolved = routes.stream()
                .filter(route -> route.resolution() instanceof Unresolved)
                .map(route ->
                        "route \"" + route.name() + "\": " + resolved(route).message())
                .toList();
        return routes.stream()
                .map(RouteStates::resolved)
                .filter(state -> !state.holds())
                .findFirst()
                .map(first -> State.no(first.reason(), String.join("; ", unresolved)))
                .orElseGet(() -> State.yes(Conditions.RESOLVED_REFS, "every backend was found"));
    }

    /** True while this route has no ready endpoint. */
    static State unavailable(String route, Map<String, String> unavailable) {
        return Optional.ofNullable(unavailable.get(route))
                .map(message -> State.yes(NO_ENDPOINTS, message))
                .orElseGet(() -> State.no("Available", "the route has ready endpoints, or no Service"));
    }

    /** True while some route has no ready endpoint. */
    static State unavailable(Map<String, String> unavailable) {
        return unavailable.isEmpty()
                ? State.no("Available", "every route has ready endpoints, or no Service")
                : State.yes(
                        NO_ENDPOINTS,
                        unavailable.entrySet().stream()
                                .map(route -> "route \"" + route.getKey() + "\": " + route.getValue())
                                .collect(Collectors.joining("; ")));
    }
}
