package dev.portmux.detection.automaton;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A non-deterministic automaton by Thompson's construction. A state has either one step over a set of bytes or any number
 * of steps over nothing.
 */
final class Nfa {
    private static final int[] NOWHERE = {};

    private final Budget budget;
    private final List<ByteSet> sets = new ArrayList<>();
    private final List<int[]> targets = new ArrayList<>();
    private static final ByteSet NO_STEP = ByteSet.where(value -> false);

    final int start;
    final int accept;

    Nfa(Expression expression, Budget budget) {
        this.budget = budget;
        start = state(NO_STEP);
        accept = append(expression, start);
    }

    int size() {
        return sets.size();
    }

    boolean isFree(int state) {
        return sets.get(state) == NO_STEP;
    }

    ByteSet set(int state) {
        return sets.get(state);
    }

    /** Over a byte of its set, or over nothing if it {@link #isFree}. */
    int[] targets(int state) {
        return targets.get(state);
    }

    private int state(ByteSet set) {
        if (sets.size() == Budget.NFA_STATES) {
            throw new TooComplexException("needs more than " + Budget.NFA_STATES + " steps (shorten its repeats)");
        }
        sets.add(set);
        targets.add(NOWHERE);
        return sets.size() - 1;
    }

    private void free(int from, int to) {
        int[] old = targets.get(from);
        int[] longer = Arrays.copyOf(old, old.length + 1);
        longer[old.length] = to;
        targets.set(from, longer);
        budget.spend(longer.length);
    }

    /** Adds the expression behind a free state, and gives the free state at its end. */
    private int append(Expression expression, int from) {
        budget.spend(1);
        return switch (expression) {
            case Expression.One(ByteSet set) -> {
                int step = state(set);
                int end = state(NO_STEP);
                targets.set(step, new int[] {end});
                free(from, step);
                yield end;
            }
            case Expression.Sequence(List<Expression> parts) -> {
                int end = from;
                for (Expression part : parts) {
                    end = append(part, end);
                }
                yield end;
            }
            case Expression.Choice(List<Expression> options) -> {
                int end = state(NO_STEP);
                for (Expression option : options) {
                    int begin = state(NO_STEP);
                    free(from, begin);
                    free(append(option, begin), end);
                }
                yield end;
            }
            case Expression.Repeat repeat -> repeat(repeat, from);
            case Expression.Counted counted -> counted(counted, from);
        };
    }

    private int counted(Expression.Counted counted, int from) {
        int end = state(NO_STEP);
        int rest = end;
        for (int count = 0; count <= counted.most(); count++) {
            if (count > 0) {
                int step = state(counted.set());
                targets.set(step, new int[] {rest});
                rest = step;
            }
            if (count >= counted.least()) {
                int number = state(ByteSet.of(counted.base() + count));
                targets.set(number, new int[] {rest});
                free(from, number);
            }
        }
        return end;
    }

    private int repeat(Expression.Repeat repeat, int from) {
        int last = from;
        for (int i = 0; i < repeat.least(); i++) {
            last = append(repeat.part(), last);
        }
        int end = state(NO_STEP);
        if (repeat.most() == Expression.UNBOUNDED) {
            int loop = state(NO_STEP);
            free(last, loop);
            free(loop, end);
            free(append(repeat.part(), loop), loop);
            return end;
        }
        free(last, end);
        for (int i = repeat.least(); i < repeat.most(); i++) {
            last = append(repeat.part(), last);
            free(last, end);
        }
        return end;
    }
}
