package dev.portmux.cli.learn;

import dev.portmux.cli.file.BadInputException;
import dev.portmux.cli.file.PortMuxFile;
import dev.portmux.detection.Catalogue;
import dev.portmux.detection.Match;
import dev.portmux.detection.Preparation;
import dev.portmux.detection.PreparedRoute;
import dev.portmux.detection.Protocol;
import dev.portmux.detection.Route;
import dev.portmux.detection.RoutingTable;
import dev.portmux.detection.Verdict;
import dev.portmux.detection.automaton.Budget;
import dev.portmux.detection.automaton.ByteAutomaton;
import dev.portmux.detection.automaton.Joint;
import dev.portmux.detection.automaton.TooComplexException;
import dev.portmux.operator.Plan;
import dev.portmux.operator.Planner;
import dev.portmux.operator.Resolution;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * Something that a new signature must not be confused with.
 *
 * @param name for messages: {@code dns}, {@code route "web"}
 * @param weak a protocol that is only used where a route asks for it
 */
record Rival(String name, boolean weak, PreparedRoute prepared) {
    private static final Joint.Question BOTH_ACCEPT = new Joint.Question() {
        @Override
        public boolean found(int[] states) {
            return states[0] == ByteAutomaton.YES && states[1] == ByteAutomaton.YES;
        }

        @Override
        public boolean hopeless(int[] states) {
            return states[0] == ByteAutomaton.NO || states[1] == ByteAutomaton.NO;
        }
    };

    /** The protocols of the catalogue whose clients speak first. */
    static List<Rival> catalogue() {
        return Catalogue.all().stream()
                .filter(Protocol.ClientFirst.class::isInstance)
                .map(Protocol.ClientFirst.class::cast)
                .map(protocol ->
                        new Rival(protocol.name(), protocol.weak(), prepared(new Match.Protocol(protocol.name()))))
                .toList();
    }

    /**
     * The routes of a PortMux that look at bytes.
     *
     * @throws BadInputException if the file cannot be read or its PortMux is refused
     */
    static List<Rival> routes(Path file) {
        Plan plan = Planner.plan(
                PortMuxFile.readOne(file).resource(), (namespace, reference) -> new Resolution.Resolved(List.of()));
        RoutingTable table = plan.table()
                .orElseThrow(() ->
                        new BadInputException(file + ": " + plan.refusals().getFirst()));
        return table.routes().stream()
                .map(new Preparation()::of)
                .filter(prepared -> prepared.kind() == PreparedRoute.Kind.BYTES)
                .map(prepared -> new Rival("route \"" + prepared.route().name() + "\"", false, prepared))
                .toList();
    }

    static PreparedRoute prepared(Match match) {
        return new Preparation().of(new Route(match.label(), match, List.of(), List.of()));
    }

    boolean accepts(byte[] flight) {
        return prepared.look(ByteBuffer.wrap(flight)) == Verdict.YES;
    }

    /** Whether it is proven that no bytes match both. */
    boolean isApartFrom(ByteAutomaton signature) {
        try {
            return Joint.shortest(List.of(prepared.envelope(), signature), BOTH_ACCEPT, Budget.usual())
                    .isEmpty();
        } catch (TooComplexException e) {
            return false; // not proven
        }
    }
}
