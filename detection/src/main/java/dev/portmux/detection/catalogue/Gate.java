package dev.portmux.detection.catalogue;

import dev.portmux.detection.automaton.ByteAutomaton;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An envelope, and a condition behind it. What the envelope cannot accept is NO, and there is no YES before it has accepted.
 * So a fault in the code of a condition can lose a connection, but never take one from a route whose envelope is proven
 * apart.
 */
public record Gate(ByteAutomaton envelope, Optional<Condition> condition) {

    /** A gate that is no more than its envelope. */
    public static Gate exactly(ByteAutomaton envelope) {
        return new Gate(envelope, Optional.empty());
    }

    /** Judges the bytes 0 to {@code prefix.limit()}, all that have arrived so far. */
    public Verdict look(ByteBuffer prefix) {
        return look(envelope.run(prefix), prefix);
    }

    /** Judges the same bytes, over which the envelope has already been run: it ended in this state. */
    public Verdict look(int state, ByteBuffer prefix) {
        return switch (state) {
            case ByteAutomaton.NO -> Verdict.NO;
            case ByteAutomaton.YES ->
                condition.isEmpty() ? Verdict.YES : condition.get().look(prefix);
            default -> condition.isPresent() && condition.get().look(prefix) == Verdict.NO ? Verdict.NO : Verdict.MORE;
        };
    }
}
