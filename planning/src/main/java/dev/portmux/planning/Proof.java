package dev.portmux.planning;

import dev.portmux.detection.decide.Decider;
import dev.portmux.detection.overlap.Findings;
import dev.portmux.routes.InvalidTableException;
import dev.portmux.routes.Route;
import dev.portmux.routes.RoutingTable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known of the matches of a table.
 *
 * @param invalid why the sidecars could not load it, beginning with the path of the field
 */
record Proof(Optional<String> invalid, Findings findings) {
    static final Findings NOTHING = new Findings(List.of(), List.of());

    static Proof of(RoutingTable table) {
        try {
            Decider.of(table);
        } catch (InvalidTableException e) {
            return new Proof(Optional.of(String.valueOf(e.getMessage())), NOTHING);
        }
        Findings routes = Findings.of(table);
        return new Proof(
                Optional.empty(),
                new Findings(
                        Stream.concat(routes.all().stream(), SourceRules.broken(table).stream())
                                .toList(),
                        routes.distinct()));
    }

    /** The part of a table that its proof depends on: endpoints come and go, and the proof stays. */
    static RoutingTable withoutBackends(RoutingTable table) {
        return new RoutingTable(
                table.timing(),
                table.policy(),
                table.routes().stream().map(Route::withoutBackends).toList());
    }
}
