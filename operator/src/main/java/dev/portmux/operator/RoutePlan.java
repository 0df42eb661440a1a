package dev.portmux.operator;

import java.util.List;

/**
 * What one route of the spec came to.
 *
 * @param problems those of the plan that lie in this route
 */
public record RoutePlan(String name, List<Problem> problems, Resolution resolution) {
    public RoutePlan {
        problems = List.copyOf(problems);
    }
}
