package dev.portmux.planning;

import dev.portmux.crds.RouteSpec;
import dev.portmux.detection.overlap.Findings;
import java.util.List;

/** The overlaps that routes of a PortMux acknowledge. It is enough that one route of a pair names the other. */
record Acknowledgements(List<RouteSpec> routes) {

    /** Each name must be that of another route: otherwise an acknowledgement would be lost when a route is renamed. */
    void check(Problems problems) {
        for (int i = 0; i < routes.size(); i++) {
            RouteSpec route = routes.get(i);
            for (int j = 0; j < route.acknowledgedOverlaps().size(); j++) {
                String other = route.acknowledgedOverlaps().get(j);
                problems.require(
                        !other.equals(route.name())
                                && routes.stream().anyMatch(each -> each.name().equals(other)),
                        "spec.routes[" + i + "].acknowledgedOverlaps[" + j + "]",
                        "\"" + other + "\" (expected: the name of another route)");
            }
        }
    }

    Findings applied(Findings findings) {
        return findings.acknowledging((one, other) -> says(one, other) || says(other, one));
    }

    private boolean says(String name, String other) {
        return routes.stream()
                .anyMatch(route -> route.name().equals(name)
                        && route.acknowledgedOverlaps().contains(other));
    }
}
