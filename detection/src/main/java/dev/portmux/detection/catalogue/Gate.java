package dev.portmux.detection.catalogue;

import dev.portmux.detection.automaton.ByteAutomaton;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An envelope, and a condition behind it. What the envelope cannot accept is NO, and there is no YES before it has accepted.
 * So a fault in the code of a condition can lose a connection, but never take one from a route whose envelope is proven
 * apart.
 */
public record Gate(ByteAutomaton envelope, Optional<Matcher> condition) implements Matcher {

    @Override
    public Verdict look(ByteBuffer prefix) {
        Verdict verdict = envelope(prefix);
        return verdict == Verdict.NO || condition.isEmpty()
                ? verdict
                : verdict.and(condition.get().look(prefix));
    }

    @Override
    public boolean isCompleteIfNothingFollows(ByteBuffer prefix) {
        return condition.isPresent()
                && envelope(prefix) == Verdict.YES
                && condition.get().isCompleteIfNothingFollows(prefix);
    }

    public Verdict envelope(ByteBuffer prefix) {
        return switch (envelope.run(prefix)) {
            case ByteAutomaton.NO -> Verdict.NO;
            case ByteAutomaton.YES -> Verdict.YES;
            default -> Verdict.MORE;
        };
    }
}
