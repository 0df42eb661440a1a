package dev.portmux.detection.decide;

import dev.portmux.detection.automaton.ByteAutomaton;
import dev.portmux.detection.catalogue.Gate;
import dev.portmux.detection.catalogue.Matcher;
import dev.portmux.detection.catalogue.Verdict;
import dev.portmux.routes.Route;
import java.nio.ByteBuffer;

/**
 * A route made ready to judge connections.
 *
 * @param gate      accepts nothing for routes that wait for no bytes
 * @param detailed  whether the envelope is a whole protocol and the condition asks for details of it
 * @param byteLimit undecided bytes beyond this are not looked at
 */
public record PreparedRoute(Route route, Kind kind, Gate gate, boolean detailed, int byteLimit) implements Matcher {

    /** What a route waits for. */
    public enum Kind {
        BYTES,
        SILENCE,
        CATCH_ALL
    }

    @Override
    public Verdict look(ByteBuffer prefix) {
        return gate.look(prefix);
    }

    @Override
    public boolean isCompleteIfNothingFollows(ByteBuffer prefix) {
        return gate.isCompleteIfNothingFollows(prefix);
    }

    /** Everything that can match. */
    public ByteAutomaton envelope() {
        return gate.envelope();
    }

    /** Whether the envelope is exactly what matches. */
    public boolean exact() {
        return gate.condition().isEmpty();
    }

    /** Whether the protocol is certain, though details may still be missing: such bytes go to no other route. */
    boolean recognised(ByteBuffer prefix) {
        return detailed && gate.envelope(prefix) == Verdict.YES;
    }
}
