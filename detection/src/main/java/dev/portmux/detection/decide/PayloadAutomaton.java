package dev.portmux.detection.decide;

import dev.portmux.detection.automaton.Budget;
import dev.portmux.detection.automaton.ByteAutomaton;
import dev.portmux.detection.automaton.ByteSet;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.automaton.Expressions;
import dev.portmux.detection.automaton.Intersection;
import dev.portmux.routes.Bytes;
import dev.portmux.routes.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The automaton of payload entries: each is a choice behind bytes of any value, and all of them must hold. */
final class PayloadAutomaton {

    private PayloadAutomaton() {}

    static ByteAutomaton of(List<Match.Entry> entries, Budget budget) {
        ByteAutomaton all = ByteAutomaton.of(expression(entries.getFirst()), budget);
        for (Match.Entry entry : entries.subList(1, entries.size())) {
            all = Intersection.of(all, ByteAutomaton.of(expression(entry), budget), budget);
        }
        return all;
    }

    private static Expression expression(Match.Entry entry) {
        List<Expression> alternatives = new ArrayList<>();
        for (Bytes bytes : entry.anyOf()) {
            alternatives.add(masked(bytes, entry.mask()));
        }
        return Expressions.sequence(Expressions.any(entry.offset()), new Expression.Choice(alternatives));
    }

    private static Expression masked(Bytes bytes, Optional<Bytes> mask) {
        List<Expression> parts = new ArrayList<>();
        for (int i = 0; i < bytes.length(); i++) {
            int bits = mask.isPresent() ? mask.get().at(i) : 0xff;
            parts.add(Expressions.one(ByteSet.masked(bytes.at(i), bits)));
        }
        return new Expression.Sequence(parts);
    }
}
