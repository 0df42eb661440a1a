package dev.portmux.detection.automaton;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The longest walk through undecided states, by removing states in topological order; a cycle leaves some over. */
final class LongestWalk {
    private final ByteAutomaton automaton;

    LongestWalk(ByteAutomaton automaton) {
        this.automaton = automaton;
    }

    /** Steps until YES or NO at the latest; empty if there is a cycle. */
    OptionalInt length() {
        int size = automaton.size();
        int[] incoming = new int[size];
        for (int state = 2; state < size; state++) {
            for (int target : targets(state)) {
                incoming[target]++;
            }
        }
        int[] depth = new int[size];
        List<Integer> order = new ArrayList<>();
        if (automaton.start() > ByteAutomaton.YES && incoming[automaton.start()] == 0) {
            order.add(automaton.start());
        }
        for (int i = 0; i < order.size(); i++) {
            for (int target : targets(order.get(i))) {
                depth[target] = Math.max(depth[target], depth[order.get(i)] + 1);
                if (--incoming[target] == 0 && target > ByteAutomaton.YES) {
                    order.add(target);
                }
            }
        }
        // Every state of a minimal automaton is reachable, so those that were not removed are on or behind a cycle.
        boolean acyclic = order.size() == Math.max(0, size - 2);
        return acyclic
                ? OptionalInt.of(Math.max(depth[ByteAutomaton.NO], depth[ByteAutomaton.YES]))
                : OptionalInt.empty();
    }

    private int[] targets(int state) {
        return java.util.stream.IntStream.range(0, 256)
                .map(value -> automaton.step(state, value))
                .distinct()
                .toArray();
    }
}
