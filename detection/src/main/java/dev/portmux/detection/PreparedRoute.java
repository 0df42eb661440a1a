package dev.portmux.detection;

import dev.portmux.detection.automaton.ByteAutomaton;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A route made ready to judge connections. Its envelope is a gate: what it cannot accept is NO, and there is no YES before it
 * has accepted. So a fault in the code of a condition can lose a connection, but never take one from a route whose
 * envelope is proven apart.
 *
 * @param envelope  everything that can match; nothing for routes that wait for no bytes
 * @param condition what must hold beside it
 * @param detailed  whether the envelope is a whole protocol and the condition asks for details of it
 * @param byteLimit undecided bytes beyond this are not looked at
 */
public record PreparedRoute(
        Route route, Kind kind, ByteAutomaton envelope, Optional<Matcher> condition, boolean detailed, int byteLimit)
        implements Matcher {

    /** What a route waits for. */
    public enum Kind {
        BYTES,
        SILENCE,
        CATCH_ALL
    }

    @Override
    public Verdict look(ByteBuffer prefix) {
        Verdict gate = gate(prefix);
        return gate == Verdict.NO || condition.isEmpty()
                ? gate
                : gate.and(condition.get().look(prefix));
    }

    /** Whether the protocol is certain, though details may still be missing: such bytes go to no other route. */
    boolean recognised(ByteBuffer prefix) {
        return detailed && gate(prefix) == Verdict.YES;
    }

    /** Whether the envelope is exactly what matches. */
    public boolean exact() {
        return condition.isEmpty();
    }

    private Verdict gate(ByteBuffer prefix) {
        return switch (envelope.run(prefix)) {
            case ByteAutomaton.NO -> Verdict.NO;
            case ByteAutomaton.YES -> Verdict.YES;
            default -> Verdict.MORE;
        };
    }
}
