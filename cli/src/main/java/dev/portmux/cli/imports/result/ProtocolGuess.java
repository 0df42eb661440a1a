package dev.portmux.cli.imports.result;

import dev.portmux.detection.automaton.ByteAutomaton;
import dev.portmux.detection.catalogue.Catalogue;
import dev.portmux.detection.catalogue.Protocol;
import dev.portmux.detection.decide.Preparation;
import dev.portmux.routes.Bytes;
import dev.portmux.routes.Match;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Guesses which protocol of the catalogue a rule means by its first bytes. */
final class ProtocolGuess {
    /** Bytes; nothing in the catalogue needs as many. */
    private static final int LONGEST = 64;

    private final List<Bytes> bytes;

    ProtocolGuess(List<Bytes> bytes) {
        this.bytes = bytes;
    }

    /** The protocol that is named by a part of an identifier such as {@code is_redis} or {@code ssh-backend}. */
    static Optional<Protocol> named(String identifier) {
        return Arrays.stream(identifier.toLowerCase(Locale.ROOT).split("[^a-z0-9]+"))
                .flatMap(word -> Catalogue.find(word).stream())
                .findFirst();
    }

    /**
     * The only protocol that can begin with each of these bytes. If there are several, the only one that must begin with one of
     * them: a byte 16 may begin with a length in some protocols, and always begins TLS.
     */
    Optional<Protocol> protocol() {
        List<Protocol.ClientFirst> possible = Catalogue.clientFirst().stream()
                .filter(protocol -> !protocol.weak() && canBegin(protocol))
                .toList();
        return only(possible)
                .or(() -> only(possible.stream().filter(this::covers).toList()));
    }

    /** Whether the protocol can begin with each of them. */
    boolean canBegin(Protocol protocol) {
        ByteAutomaton envelope = envelope(protocol);
        return bytes.stream().allMatch(each -> envelope.run(ByteBuffer.wrap(each.toArray())) != ByteAutomaton.NO);
    }

    /** Whether the protocol can begin with nothing but one of them. */
    boolean covers(Protocol protocol) {
        ByteAutomaton envelope = envelope(protocol);
        return !envelope.isEmpty()
                && bytes.stream().allMatch(each -> each.length() <= LONGEST)
                && covers(envelope, envelope.start(), bytes, 0);
    }

    /** All its first bytes; none for a protocol whose server speaks first. */
    private static ByteAutomaton envelope(Protocol protocol) {
        return Preparation.of(new Match.Protocol(protocol.name())).envelope();
    }

    private static boolean covers(ByteAutomaton envelope, int state, List<Bytes> open, int position) {
        if (open.stream().anyMatch(each -> each.length() == position)) {
            return true;
        }
        for (int value = 0; value < 256; value++) {
            int next = envelope.step(state, value);
            int wanted = value;
            List<Bytes> left =
                    open.stream().filter(each -> each.at(position) == wanted).toList();
            if (next != ByteAutomaton.NO && (left.isEmpty() || !covers(envelope, next, left, position + 1))) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Protocol> only(List<Protocol.ClientFirst> protocols) {
        return protocols.size() == 1 ? Optional.of(protocols.getFirst()) : Optional.empty();
    }
}
