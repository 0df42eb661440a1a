package dev.portmux.detection.automaton;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Hopcroft's minimisation, after states from which YES cannot be reached have become NO. States are then numbered breadth
 * first in reading order, so that equal languages give equal tables.
 */
final class Minimiser {
    private final ByteClasses classes;
    private final List<int[]> rows;
    private final Budget budget;

    /** Which block each state is in, and the members of each block. */
    private final int[] blockOf;

    private final List<List<Integer>> blocks = new ArrayList<>();

    private Minimiser(ByteClasses classes, List<int[]> rows, Budget budget) {
        this.classes = classes;
        this.rows = rows;
        this.budget = budget;
        blockOf = new int[rows.size()];
    }

    static ByteAutomaton minimise(ByteClasses classes, int start, List<int[]> rows, Budget budget) {
        Minimiser minimiser = new Minimiser(classes, rows, budget);
        minimiser.divide();
        return minimiser.number(start);
    }

    private void divide() {
        List<List<List<Integer>>> sources = sources();
        BitSet alive = alive(sources);
        for (int i = 0; i < 3; i++) {
            blocks.add(new ArrayList<>());
        }
        for (int state = 0; state < rows.size(); state++) {
            blockOf[state] = state == ByteAutomaton.YES ? 1 : alive.get(state) ? 2 : 0;
            blocks.get(blockOf[state]).add(state);
        }
        BitSet splitters = new BitSet();
        splitters.set(0, 3);
        for (int block = 0; block >= 0; block = splitters.nextSetBit(0)) {
            splitters.clear(block);
            List<Integer> splitter = List.copyOf(blocks.get(block));
            for (int each = 0; each < classes.count(); each++) {
                split(splitter, sources.get(each), splitters);
            }
        }
    }

    /** By byte class and target: where steps come from. */
    private List<List<List<Integer>>> sources() {
        List<List<List<Integer>>> sources = new ArrayList<>();
        for (int each = 0; each < classes.count(); each++) {
            List<List<Integer>> byTarget = new ArrayList<>();
            for (int state = 0; state < rows.size(); state++) {
                byTarget.add(new ArrayList<>(2));
            }
            for (int state = 0; state < rows.size(); state++) {
                byTarget.get(rows.get(state)[each]).add(state);
            }
            budget.spend(rows.size() / 4);
            sources.add(byTarget);
        }
        return sources;
    }

    private BitSet alive(List<List<List<Integer>>> sources) {
        BitSet alive = new BitSet();
        ArrayDeque<Integer> open = new ArrayDeque<>(List.of(ByteAutomaton.YES));
        alive.set(ByteAutomaton.YES);
        while (!open.isEmpty()) {
            int target = open.poll();
            for (List<List<Integer>> byTarget : sources) {
                for (int source : byTarget.get(target)) {
                    if (!alive.get(source)) {
                        alive.set(source);
                        open.add(source);
                    }
                }
            }
        }
        return alive;
    }

    private void split(List<Integer> splitter, List<List<Integer>> sources, BitSet splitters) {
        Map<Integer, List<Integer>> touched = new HashMap<>();
        for (int target : splitter) {
            for (int source : sources.get(target)) {
                touched.computeIfAbsent(blockOf[source], block -> new ArrayList<>())
                        .add(source);
            }
            budget.spend(1);
        }
        touched.forEach((block, inside) -> {
            if (inside.size() < blocks.get(block).size()) {
                int created = divideBlock(block, inside);
                boolean smaller = inside.size() <= blocks.get(block).size();
                splitters.set(splitters.get(block) || smaller ? created : block);
            }
        });
    }

    private int divideBlock(int block, List<Integer> inside) {
        int created = blocks.size();
        for (int state : inside) {
            blockOf[state] = created;
        }
        blocks.get(block).removeIf(state -> blockOf[state] == created);
        budget.spend(inside.size());
        blocks.add(inside);
        return created;
    }

    private ByteAutomaton number(int start) {
        Map<Integer, Integer> numbers = new HashMap<>(Map.of(0, ByteAutomaton.NO, 1, ByteAutomaton.YES));
        List<Integer> blockNumbers = new ArrayList<>(List.of(0, 1));
        if (numbers.putIfAbsent(blockOf[start], 2) == null) {
            blockNumbers.add(blockOf[start]);
        }
        int count = classes.count();
        List<char[]> table = new ArrayList<>();
        for (int i = 0; i < blockNumbers.size(); i++) {
            int[] row = rows.get(blocks.get(blockNumbers.get(i)).getFirst());
            char[] numbered = new char[count];
            for (int each = 0; each < count; each++) {
                int target = blockOf[row[each]];
                Integer known = numbers.putIfAbsent(target, numbers.size());
                if (known == null) {
                    blockNumbers.add(target);
                }
                numbered[each] = (char) (int) numbers.get(target);
            }
            table.add(numbered);
        }
        return merged(numbers.get(blockOf[start]), table);
    }

    /** With bytes that no state tells apart in one class. */
    private ByteAutomaton merged(int start, List<char[]> table) {
        Map<String, Integer> columns = new HashMap<>();
        int[] columnOf = new int[classes.count()];
        for (int each = 0; each < columnOf.length; each++) {
            char[] column = new char[table.size()];
            for (int state = 0; state < column.length; state++) {
                column[state] = table.get(state)[each];
            }
            columnOf[each] = columns.computeIfAbsent(new String(column), any -> columns.size());
        }
        ByteClasses fewer = new ByteClasses();
        fewer.divide(value -> columnOf[classes.classOf(value)]);
        int[] values = fewer.representatives();
        char[] next = new char[table.size() * values.length];
        for (int state = 0; state < table.size(); state++) {
            for (int each = 0; each < values.length; each++) {
                next[state * values.length + each] = table.get(state)[classes.classOf(values[each])];
            }
        }
        return new ByteAutomaton(fewer.table(), values.length, start, next);
    }
}
