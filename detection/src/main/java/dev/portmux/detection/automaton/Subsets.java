package dev.portmux.detection.automaton;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The subset construction. A set that holds the accepting state is YES, whatever else it holds: that is what keeps these
 * automata small.
 */
final class Subsets {
    private final Nfa nfa;
    private final Budget budget;
    private final ByteClasses classes = new ByteClasses();
    private final List<int[]> sets = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<int[]> rows = new ArrayList<>();

    // Marks what one closure has met; the number of the closure saves clearing it.
    private final int[] met;
    private final int[] stack;
    private int closures;

    private Subsets(Nfa nfa, Budget budget) {
        this.nfa = nfa;
        this.budget = budget;
        met = new int[nfa.size()];
        stack = new int[nfa.size()];
    }

    static ByteAutomaton determinise(Nfa nfa, Budget budget) {
        return new Subsets(nfa, budget).run();
    }

    private ByteAutomaton run() {
        divideBytes();
        addState(new int[0], ByteAutomaton.NO);
        addState(new int[0], ByteAutomaton.YES);
        int start = number(closure(new int[] {nfa.start}, 1));
        int[] values = classes.representatives();
        for (int state = 2; state < sets.size(); state++) {
            int[] row = rows.get(state);
            for (int each = 0; each < values.length; each++) {
                row[each] = step(sets.get(state), values[each]);
            }
        }
        return Minimiser.minimise(classes, start, rows, budget);
    }

    private void divideBytes() {
        Set<ByteSet> seen = new HashSet<>();
        for (int state = 0; state < nfa.size(); state++) {
            ByteSet set = nfa.set(state);
            if (seen.add(set)) {
                budget.spend(64);
                classes.divide(value -> set.contains(value) ? 1 : 0);
            }
        }
    }

    private int addState(int[] set, int fill) {
        if (sets.size() == Budget.STATES) {
            throw new TooComplexException("needs more than " + Budget.STATES
                    + " states (begin with fixed bytes, or shorten the repeat that follows a wildcard)");
        }
        int[] row = new int[classes.count()];
        Arrays.fill(row, fill);
        rows.add(row);
        sets.add(set);
        return sets.size() - 1;
    }

    private int step(int[] set, int value) {
        budget.spend(set.length);
        int[] targets = new int[set.length];
        int count = 0;
        for (int state : set) {
            if (nfa.set(state).contains(value)) {
                targets[count++] = nfa.targets(state)[0];
            }
        }
        return count == 0 ? ByteAutomaton.NO : number(closure(targets, count));
    }

    /** The states with a step over bytes that are reached over nothing, sorted; or only the accepting one, if it is. */
    private int[] closure(int[] from, int count) {
        closures++;
        List<Integer> found = new ArrayList<>();
        int depth = 0;
        for (int i = 0; i < count; i++) {
            depth = push(depth, from[i]);
        }
        while (depth > 0) {
            int state = stack[--depth];
            budget.spend(1);
            if (state == nfa.accept) {
                return new int[] {state};
            }
            if (!nfa.isFree(state)) {
                found.add(state);
                continue;
            }
            for (int target : nfa.targets(state)) {
                depth = push(depth, target);
            }
        }
        return found.stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    private int push(int depth, int state) {
        if (met[state] == closures) {
            return depth;
        }
        met[state] = closures;
        stack[depth] = state;
        return depth + 1;
    }

    private int number(int[] set) {
        if (set.length == 1 && set[0] == nfa.accept) {
            return ByteAutomaton.YES;
        }
        // State numbers fit into characters, and strings are the densest keys there are.
        String key = new String(set, 0, set.length);
        Integer known = numbers.get(key);
        if (known == null) {
            known = addState(set, ByteAutomaton.NO);
            numbers.put(key, known);
        }
        return known;
    }
}
