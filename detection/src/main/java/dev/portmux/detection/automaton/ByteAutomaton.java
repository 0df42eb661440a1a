package dev.portmux.detection.automaton;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalInt;

/**
 * A minimal deterministic automaton over bytes. State {@link #NO} cannot match any more, state {@link #YES} has matched,
 * every other state may still go either way. Immutable; equal languages give equal automata.
 */
public final class ByteAutomaton {
    public static final int NO = 0;
    public static final int YES = 1;

    private final byte[] classOf;
    private final int classes;
    private final int start;
    private final char[] next;

    ByteAutomaton(byte[] classOf, int classes, int start, char[] next) {
        // A table of characters that silently wraps round is a wrong automaton, so this is checked here and not by
        // callers.
        if (next.length % classes != 0 || next.length / classes > Character.MAX_VALUE) {
            throw new TooComplexException("needs more than " + (int) Character.MAX_VALUE + " states");
        }
        this.classOf = classOf;
        this.classes = classes;
        this.start = start;
        this.next = next;
    }

    /**
     * Compiles an expression within the usual budget.
     *
     * @throws TooComplexException if it needs more
     */
    public static ByteAutomaton of(Expression expression) {
        return of(expression, Budget.usual());
    }

    /**
     * Compiles an expression within what is left of a budget.
     *
     * @throws TooComplexException if it needs more
     */
    public static ByteAutomaton of(Expression expression, Budget budget) {
        return Subsets.determinise(new Nfa(expression, budget), budget);
    }

    public int start() {
        return start;
    }

    /** The state after one more byte. */
    public int step(int state, int value) {
        return next[state * classes + (classOf[value & 0xff] & 0xff)];
    }

    /** The state after the bytes 0 to {@code prefix.limit()}. */
    public int run(ByteBuffer prefix) {
        return run(start, prefix, 0);
    }

    /** The state after the bytes {@code from} to {@code prefix.limit()} as well: it goes on from a state where a run ended. */
    public int run(int state, ByteBuffer prefix, int from) {
        int now = state;
        for (int i = from; i < prefix.limit() && now > YES; i++) {
            now = step(now, prefix.get(i));
        }
        return now;
    }

    /** The number of states, NO and YES included. */
    public int size() {
        return next.length / classes;
    }

    /** Whether two byte values lead to the same states everywhere. */
    int classOf(int value) {
        return classOf[value & 0xff] & 0xff;
    }

    /** Whether there is nothing that it accepts. */
    public boolean isEmpty() {
        return start == NO;
    }

    /** By state: how many bytes at least until YES; negative if there is no way. */
    public int[] distances() {
        int[] distance = new int[size()];
        Arrays.fill(distance, -1);
        distance[YES] = 0;
        int settled = 1;
        for (int round = 1; settled > 0; round++) {
            settled = 0;
            for (int state = 2; state < distance.length; state++) {
                if (distance[state] < 0 && leadsTo(state, distance, round - 1)) {
                    distance[state] = round;
                    settled++;
                }
            }
        }
        return distance;
    }

    private boolean leadsTo(int state, int[] distance, int wanted) {
        for (int each = 0; each < classes; each++) {
            if (distance[next[state * classes + each]] == wanted) {
                return true;
            }
        }
        return false;
    }

    /** The fewest bytes that can be accepted; empty if none can. */
    public OptionalInt shortest() {
        int distance = distances()[start];
        return distance < 0 ? OptionalInt.empty() : OptionalInt.of(distance);
    }

    /** The bytes after which it is always decided; empty if there is no such number. */
    public OptionalInt longest() {
        return new LongestWalk(this).length();
    }

    /** Eight hex digits that change when the language does. */
    public String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(classOf);
            digest.update((byte) start);
            for (char target : next) {
                digest.update(new byte[] {(byte) (target >> Byte.SIZE), (byte) target});
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ByteAutomaton that
                && start == that.start
                && Arrays.equals(classOf, that.classOf)
                && Arrays.equals(next, that.next);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(classOf) + Arrays.hashCode(next);
    }

    @Override
    public String toString() {
        return "automaton of " + size() + " states";
    }
}
