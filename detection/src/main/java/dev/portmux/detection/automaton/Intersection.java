package dev.portmux.detection.automaton;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The automaton of what two automata both accept. */
public final class Intersection {
    private final ByteAutomaton one;
    private final ByteAutomaton other;
    private final ByteClasses classes = new ByteClasses();
    private final Map<Integer, Integer> numbers = new HashMap<>();
    private final List<int[]> pairs = new ArrayList<>();
    private final List<int[]> rows = new ArrayList<>();

    private Intersection(ByteAutomaton one, ByteAutomaton other) {
        this.one = one;
        this.other = other;
        classes.divide(one::classOf);
        classes.divide(other::classOf);
    }

    /**
     * Builds the intersection.
     *
     * @throws TooComplexException if it needs more than the budget allows
     */
    public static ByteAutomaton of(ByteAutomaton one, ByteAutomaton other, Budget budget) {
        return new Intersection(one, other).run(budget);
    }

    private ByteAutomaton run(Budget budget) {
        add(new int[] {ByteAutomaton.NO, ByteAutomaton.NO}, ByteAutomaton.NO);
        add(new int[] {ByteAutomaton.YES, ByteAutomaton.YES}, ByteAutomaton.YES);
        int start = number(one.start(), other.start());
        int[] values = classes.representatives();
        for (int state = 2; state < pairs.size(); state++) {
            budget.spend(values.length);
            int[] pair = pairs.get(state);
            for (int each = 0; each < values.length; each++) {
                rows.get(state)[each] = number(one.step(pair[0], values[each]), other.step(pair[1], values[each]));
            }
        }
        return Minimiser.minimise(classes, start, rows, budget);
    }

    private int number(int first, int second) {
        if (first == ByteAutomaton.NO || second == ByteAutomaton.NO) {
            return ByteAutomaton.NO;
        }
        if (first == ByteAutomaton.YES && second == ByteAutomaton.YES) {
            return ByteAutomaton.YES;
        }
        int key = (first << Character.SIZE) | second;
        Integer known = numbers.get(key);
        if (known == null) {
            known = add(new int[] {first, second}, ByteAutomaton.NO);
            numbers.put(key, known);
        }
        return known;
    }

    private int add(int[] pair, int fill) {
        if (pairs.size() == Budget.STATES) {
            throw new TooComplexException("needs more than " + Budget.STATES + " states");
        }
        int[] row = new int[classes.count()];
        Arrays.fill(row, fill);
        rows.add(row);
        pairs.add(pair);
        return pairs.size() - 1;
    }
}
