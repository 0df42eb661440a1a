package dev.portmux.detection;

import java.util.ArrayList;
import java.util.List;

/** Makes the routes of a table ready. */
final class Preparation {

    private Preparation() {}

    /** @throws InvalidTableException naming the route that cannot be made ready, and why */
    static List<PreparedRoute> of(RoutingTable table) {
        List<PreparedRoute> prepared = new ArrayList<>();
        for (Route route : table.routes()) {
            try {
                prepared.add(PreparedRoute.of(route));
            } catch (IllegalArgumentException e) {
                throw new InvalidTableException("routes[" + prepared.size() + "].match." + e.getMessage(), e);
            }
        }
        return List.copyOf(prepared);
    }
}
