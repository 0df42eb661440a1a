package dev.portmux.cli.learn;

import dev.portmux.cli.file.PortMuxFile;
import dev.portmux.cli.output.CommandException;
import dev.portmux.detection.automaton.Budget;
import dev.portmux.detection.automaton.ByteAutomaton;
import dev.portmux.detection.automaton.Joint;
import dev.portmux.detection.automaton.TooComplexException;
import dev.portmux.detection.catalogue.Catalogue;
import dev.portmux.detection.catalogue.Verdict;
import dev.portmux.detection.decide.Preparation;
import dev.portmux.detection.decide.PreparedRoute;
import dev.portmux.routes.Match;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * A protocol or route that a new signature must be apart from.
 *
 * @param name for messages: {@code dns}, {@code route "web"}
 * @param weak whether the protocol matches only where a route asks for it
 */
record KnownMatch(String name, boolean weak, PreparedRoute prepared) {
    /** The protocols of the catalogue whose clients speak first. */
    static List<KnownMatch> catalogue() {
        return Catalogue.clientFirst().stream()
                .map(protocol -> new KnownMatch(
                        protocol.name(), protocol.weak(), Preparation.of(new Match.Protocol(protocol.name()))))
                .toList();
    }

    /**
     * The routes of a PortMux that look at bytes.
     *
     * @throws CommandException if the file cannot be read or its PortMux is refused
     */
    static List<KnownMatch> routes(Path file) {
        return PortMuxFile.readOne(file).table().routes().stream()
                .map(new Preparation()::of)
                .filter(prepared -> prepared.kind() == PreparedRoute.Kind.BYTES)
                .map(prepared -> new KnownMatch("route \"" + prepared.route().name() + "\"", false, prepared))
                .toList();
    }

    boolean accepts(byte[] flight) {
        return prepared.look(ByteBuffer.wrap(flight)) == Verdict.YES;
    }

    /** Whether it is proven that no bytes match both. */
    boolean isApartFrom(ByteAutomaton signature) {
        try {
            return Joint.common(prepared.envelope(), signature, Budget.usual()).isEmpty();
        } catch (TooComplexException e) {
            return false; // not proven
        }
    }
}
