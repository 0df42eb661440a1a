package dev.portmux.planning;

import dev.portmux.crds.RouteSpec;
import dev.portmux.detection.overlap.Findings;
import java.util.List;

/** Which overlaps the routes of a PortMux say to be known and wanted. One route of a pair is enough to say so. */
record Acknowledgements(List<RouteSpec> routes) {

    /** An acknowledgement that names nothing would be forgotten when its route is renamed. */
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
