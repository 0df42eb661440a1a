package dev.portmux.detection;

import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Verdict;
import java.util.Set;
import java.util.TreeSet;

/** What an expression says of bytes, by trying every way to read them: no automaton is involved. */
public final class NaiveMatcher {
    private final byte[] bytes;
    private final int limit;
    private boolean couldGoOn;

    private NaiveMatcher(byte[] bytes, int limit) {
        this.bytes = bytes;
        this.limit = limit;
    }

    public static Verdict look(Expression expression, byte[] bytes, int limit) {
        NaiveMatcher matcher = new NaiveMatcher(bytes, limit);
        boolean matches = !matcher.ends(expression, Set.of(0)).isEmpty();
        return matches ? Verdict.YES : matcher.couldGoOn ? Verdict.MORE : Verdict.NO;
    }

    /** Where strings of the expression can end that begin at one of these places. */
    private Set<Integer> ends(Expression expression, Set<Integer> starts) {
        Set<Integer> ends = new TreeSet<>();
        switch (expression) {
            case Expression.One(var set) ->
                starts.stream()
                        .filter(start -> isThere(start) && set.contains(bytes[start] & 0xff))
                        .forEach(start -> ends.add(start + 1));
            case Expression.Sequence(var parts) -> {
                ends.addAll(starts);
                for (Expression part : parts) {
                    Set<Integer> next = ends(part, Set.copyOf(ends));
                    ends.clear();
                    ends.addAll(next);
                }
            }
            case Expression.Choice(var options) -> options.forEach(option -> ends.addAll(ends(option, starts)));
            case Expression.Repeat(var part, var least, var most) -> {
                Set<Integer> now = starts;
                for (int i = 0; i <= most && !now.isEmpty() && i <= limit + least; i++) {
                    if (i >= least) {
                        ends.addAll(now);
                    }
                    now = i < most ? ends(part, now) : Set.of();
                }
            }
            case Expression.Counted(var base, var least, var most, var set) -> {
                for (int start : starts) {
                    int count = isThere(start) ? (bytes[start] & 0xff) - base : -1;
                    if (count >= least && count <= most) {
                        ends.addAll(
                                ends(new Expression.Repeat(new Expression.One(set), count, count), Set.of(start + 1)));
                    }
                }
            }
        }
        return ends;
    }

    private boolean isThere(int at) {
        couldGoOn |= at >= limit;
        return at < limit;
    }
}
