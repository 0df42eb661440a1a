package dev.portmux.planning;

import dev.portmux.planning.reference.Resolution;
import dev.portmux.planning.reference.Resolution.Resolved;
import dev.portmux.planning.reference.Resolution.Unresolved;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one route of the spec came to.
 *
 * @param problems   why the spec is refused, as far as it lies in this route
 * @param references what its backends lead to, in the order of the spec
 */
public record RoutePlan(String name, List<Problem> problems, List<Reference> references) {

    /**
     * One backend of the route.
     *
     * @param field of the route: {@code backendRef} or {@code backendRefs[1]}
     */
    public record Reference(String field, Resolution resolution) {
        private Stream<Unresolved> failure() {
            return resolution instanceof Unresolved(String reason, String message)
                    ? Stream.of(new Unresolved(reason, field.equals("backendRef") ? message : field + ": " + message))
                    : Stream.empty();
        }
    }

    public RoutePlan {
        problems = List.copyOf(problems);
        references = List.copyOf(references);
    }

    /** All references in one: unresolved if any of them is, with the reason of the first and a message that names each. */
    public Resolution resolution() {
        List<Unresolved> unresolved =
                references.stream().flatMap(Reference::failure).toList();
        return unresolved.isEmpty()
                ? new Resolved(references.stream()
                        .flatMap(each -> each.resolution().backendsOrNone().stream())
                        .toList())
                : new Unresolved(
                        unresolved.getFirst().reason(),
                        unresolved.stream().map(Unresolved::message).collect(Collectors.joining("; ")));
    }
}
