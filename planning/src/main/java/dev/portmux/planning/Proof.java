package dev.portmux.planning;

import dev.portmux.detection.decide.Decider;
import dev.portmux.detection.overlap.Findings;
import dev.portmux.routes.InvalidTableException;
import dev.portmux.routes.Route;
import dev.portmux.routes.RoutingTable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of the matches of a table.
 *
 * @param invalid why the sidecars could not load it, beginning with the path of the field
 */
record Proof(Optional<String> invalid, Findings findings) {
    static final Findings NOTHING = new Findings(List.of(), List.of());

    /** Proofs take milliseconds, and most reconciliations are about the same matches as the one before. */
    private static final Map<RoutingTable, Proof> KNOWN = Collections.synchronizedMap(new Recent());

    static Proof of(RoutingTable table) {
        RoutingTable matches = new RoutingTable(
                table.timing(),
                table.routes().stream().map(Proof::withoutBackends).toList());
        Proof known = KNOWN.get(matches);
        if (known != null) {
            return known;
        }
        Proof proof = prove(matches);
        KNOWN.put(matches, proof);
        return proof;
    }

    private static Route withoutBackends(Route route) {
        return new Route(route.name(), route.match(), route.from(), List.of());
    }

    private static Proof prove(RoutingTable table) {
        try {
            Decider.of(table);
        } catch (InvalidTableException e) {
            return new Proof(Optional.of(String.valueOf(e.getMessage())), NOTHING);
        }
        return new Proof(Optional.empty(), Findings.of(table));
    }

    /** The proofs used last. */
    private static final class Recent extends LinkedHashMap<RoutingTable, Proof> {
        private static final int MOST = 512;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<RoutingTable, Proof> eldest) {
            return size() > MOST;
        }
    }
}
