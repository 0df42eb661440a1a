package dev.portmux.detection.automaton;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Several automata run side by side over the same bytes: what can they say together? */
public final class Joint {
    /** Combinations of states that one question may look at. */
    public static final int MOST_COMBINATIONS = 100_000;

    private static final Question BOTH_ACCEPT = new Question() {
        @Override
        public boolean found(int[] states) {
            return states[0] == ByteAutomaton.YES && states[1] == ByteAutomaton.YES;
        }

        @Override
        public boolean hopeless(int[] states) {
            return states[0] == ByteAutomaton.NO || states[1] == ByteAutomaton.NO;
        }
    };

    private final List<ByteAutomaton> automata;
    private final int[] values;

    private Joint(List<ByteAutomaton> automata) {
        this.automata = automata;
        ByteClasses classes = new ByteClasses();
        for (ByteAutomaton automaton : automata) {
            classes.divide(automaton::classOf);
        }
        values = classes.representatives();
    }

    /** A question about the states of all automata. */
    public interface Question {
        /** Whether this combination is what is looked for. */
        boolean found(int[] states);

        /** Whether no continuation can find it any more. */
        boolean hopeless(int[] states);
    }

    private static final class Visit {
        final int[] states;
        private final int value;
        private final @Nullable Visit before;

        Visit(int[] states, int value, @Nullable Visit before) {
            this.states = states;
            this.value = value;
            this.before = before;
        }

        byte[] bytes() {
            int length = 0;
            for (Visit each = this; each.before != null; each = each.before) {
                length++;
            }
            byte[] bytes = new byte[length];
            for (Visit each = this; each.before != null; each = each.before) {
                bytes[--length] = (byte) each.value;
            }
            return bytes;
        }
    }

    /**
     * The shortest bytes that lead to what is looked for, among the shortest the best readable; empty if there are none.
     *
     * @throws TooComplexException if there are more than {@link #MOST_COMBINATIONS} to look at, or the budget is spent
     */
    public static Optional<byte[]> shortest(List<ByteAutomaton> automata, Question question, Budget budget) {
        return new Joint(automata).search(question, budget);
    }

    /**
     * The shortest bytes that both accept; empty if it is proven that there are none.
     *
     * @throws TooComplexException as {@link #shortest}
     */
    public static Optional<byte[]> common(ByteAutomaton one, ByteAutomaton other, Budget budget) {
        return shortest(List.of(one, other), BOTH_ACCEPT, budget);
    }

    private Optional<byte[]> search(Question question, Budget budget) {
        int[] starts = automata.stream().mapToInt(ByteAutomaton::start).toArray();
        List<Visit> open = new ArrayList<>(List.of(new Visit(starts, 0, null)));
        Set<String> seen = new HashSet<>(Set.of(key(starts)));
        for (int i = 0; i < open.size(); i++) {
            Visit visit = open.get(i);
            if (question.found(visit.states)) {
                return Optional.of(visit.bytes());
            }
            if (question.hopeless(visit.states)) {
                continue;
            }
            budget.spend(values.length);
            for (int value : values) {
                int[] states = step(visit.states, value);
                if (seen.add(key(states))) {
                    open.add(new Visit(states, value, visit));
                }
            }
            if (open.size() > MOST_COMBINATIONS) {
                throw new TooComplexException("more than " + MOST_COMBINATIONS + " combinations of states");
            }
        }
        return Optional.empty();
    }

    private int[] step(int[] states, int value) {
        int[] after = new int[states.length];
        for (int i = 0; i < after.length; i++) {
            after[i] = automata.get(i).step(states[i], value);
        }
        return after;
    }

    /** States fit into characters, and strings are the densest keys there are. */
    private static String key(int[] states) {
        char[] key = new char[states.length];
        for (int i = 0; i < key.length; i++) {
            key[i] = (char) states[i];
        }
        return new String(key);
    }
}
