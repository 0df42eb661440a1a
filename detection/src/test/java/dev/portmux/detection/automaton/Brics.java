package dev.portmux.detection.automaton;

import dk.brics.automaton.Automaton;
import dk.brics.automaton.BasicAutomata;
import dk.brics.automaton.BasicOperations;
import java.util.List;
import java.util.stream.IntStream;

/** Our expressions as automata of another library: the minimal one of all strings that begin as described. */
final class Brics {
    private Brics() {}

    static Automaton of(Expression expression) {
        Automaton anything = BasicOperations.repeat(BasicAutomata.makeCharRange('\0', '\u00ff'));
        Automaton automaton = BasicOperations.concatenate(exactly(expression), anything);
        automaton.determinize();
        automaton.minimize();
        return automaton;
    }

    private static Automaton exactly(Expression expression) {
        return switch (expression) {
            case Expression.One(ByteSet set) -> characters(set);
            case Expression.Sequence(List<Expression> parts) ->
                BasicOperations.concatenate(parts.stream().map(Brics::exactly).toList());
            case Expression.Choice(List<Expression> options) ->
                BasicOperations.union(options.stream().map(Brics::exactly).toList());
            case Expression.Repeat(Expression part, int least, int most) ->
                most == Expression.UNBOUNDED
                        ? BasicOperations.repeat(exactly(part), least)
                        : BasicOperations.repeat(exactly(part), least, most);
            case Expression.Counted counted ->
                BasicOperations.union(IntStream.rangeClosed(counted.least(), counted.most())
                        .mapToObj(count -> BasicOperations.concatenate(
                                BasicAutomata.makeChar((char) (counted.base() + count)),
                                BasicOperations.repeat(characters(counted.set()), count, count)))
                        .toList());
        };
    }

    private static Automaton characters(ByteSet set) {
        StringBuilder characters = new StringBuilder();
        for (char value = 0; value < 256; value++) {
            if (set.contains(value)) {
                characters.append(value);
            }
        }
        return BasicAutomata.makeCharSet(characters.toString());
    }
}
