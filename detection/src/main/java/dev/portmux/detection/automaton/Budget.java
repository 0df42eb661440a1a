package dev.portmux.detection.automaton;

/**
 * What a compilation may cost. States alone do not bound time: {@code .{0,900}a.{0,900}b} has few for very long.
 * Each automaton may have so many states; the work is spent by everything that shares a budget.
 */
public final class Budget {
    /** Steps of the non-deterministic automaton that one expression may need. */
    static final int NFA_STATES = 20_000;

    /** States that one automaton may have before it is minimised. */
    static final int STATES = 4_096;

    private static final long WORK = 1_000_000;

    private long work;

    /** So many units of work; one takes about 0.3 microseconds. */
    public Budget(long work) {
        this.work = work;
    }

    /** For one expression: at most about 0.3 seconds. */
    public static Budget usual() {
        return new Budget(WORK);
    }

    /** For as many as {@code times} expressions together. */
    public static Budget usual(int times) {
        return new Budget(WORK * times);
    }

    /**
     * Takes units of work.
     *
     * @throws TooComplexException if none are left
     */
    public void spend(long units) {
        work -= units;
        if (work < 0) {
            throw new TooComplexException("takes too long (fewer or shorter repeats, alternatives, wildcards)");
        }
    }
}
