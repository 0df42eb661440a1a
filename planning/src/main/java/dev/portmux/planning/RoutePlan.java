package dev.portmux.planning;

import dev.portmux.planning.reference.Resolution;
import java.util.List;

/**
 * What one route of the spec came to.
 *
 * @param problems why the spec is refused, as far as it lies in this route
 */
public record RoutePlan(String name, List<Problem> problems, Resolution resolution) {
    public RoutePlan {
        problems = List.copyOf(problems);
    }
}
