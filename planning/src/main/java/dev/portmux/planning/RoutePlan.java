package dev.portmux.planning;

import dev.portmux.planning.reference.Resolution;
import dev.portmux.planning.reference.Resolution.Resolved;
import dev.portmux.planning.reference.Resolution.Unresolved;
import java.util.List;
import java.util.stream.Collectors;

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
        private String text(Unresolved unresolved) {
            return field.equals("backendRef") ? unresolved.message() : field + ": " + unresolved.message();
        }
    }

    public RoutePlan {
        problems = List.copyOf(problems);
        references = List.copyOf(references);
    }

    /** All references in one: unresolved if any of them is, with the reason of the first and a message that names each. */
    public Resolution resolution() {
        List<Unresolved> unresolved = references.stream()
                .filter(each -> each.resolution() instanceof Unresolved)
                .map(each -> new Unresolved(
                        ((Unresolved) each.resolution()).reason(), each.text((Unresolved) each.resolution())))
                .toList();
        return unresolved.isEmpty()
                ? new Resolved(references.stream()
                        .flatMap(each -> each.resolution().backendsOrNone().stream())
                        .toList())
                : new Unresolved(
                        unresolved.getFirst().reason(),
                        unresolved.stream().map(Unresolved::message).collect(Collectors.joining("; ")));
    }
}
