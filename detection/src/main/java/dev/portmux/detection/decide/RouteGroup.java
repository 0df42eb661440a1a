package dev.portmux.detection.decide;

import dev.portmux.detection.catalogue.Gate;
import dev.portmux.detection.decide.detail.DetailMatcher;
import dev.portmux.detection.decide.detail.DetailReading;
import dev.portmux.detection.decide.detail.RouteSet;
import dev.portmux.routes.Match;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Routes that are judged together: they have the same envelope and condition, and either all ask for details of the protocol or
 * none does. So the bytes of a connection are read once for all of them. Immutable and shared by all connections.
 */
final class RouteGroup {
    private final int index;
    private final Gate gate;
    private final Optional<DetailMatcher> details;
    private final RouteSet members = new RouteSet();

    private RouteGroup(int index, Gate gate, Map<Integer, Match> matches) {
        this.index = index;
        this.gate = gate;
        details = DetailMatcher.of(matches);
        matches.keySet().forEach(members::add);
    }

    private record Key(Gate gate, boolean detailed) {}

    /** The groups of a table, in the order of their first routes. */
    static List<RouteGroup> of(List<PreparedRoute> routes) {
        Map<Key, Map<Integer, Match>> matches = new LinkedHashMap<>();
        for (int i = 0; i < routes.size(); i++) {
            PreparedRoute route = routes.get(i);
            matches.computeIfAbsent(new Key(route.gate(), route.detailed()), key -> new TreeMap<>())
                    .put(i, route.route().match());
        }
        List<RouteGroup> groups = new ArrayList<>();
        matches.forEach((key, ofGroup) -> groups.add(new RouteGroup(groups.size(), key.gate, ofGroup)));
        return List.copyOf(groups);
    }

    int index() {
        return index;
    }

    RouteSet members() {
        return members;
    }

    /** What all routes of the group accept, before details. */
    Gate gate() {
        return gate;
    }

    /** Begins to read one connection for details; empty if these routes ask for none. */
    Optional<DetailReading> begin() {
        return details.map(DetailMatcher::begin);
    }

    boolean asksForDetails() {
        return details.isPresent();
    }
}
