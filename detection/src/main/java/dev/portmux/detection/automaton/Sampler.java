package dev.portmux.detection.automaton;

import java.io.ByteArrayOutputStream;
import java.util.Random;

/** Random strings that an automaton accepts: a walk through live states, and then a shortest way home. */
public final class Sampler {
    private static final int TRIES = 64;

    private final ByteAutomaton automaton;
    private final int[] distances;
    private final Random random;

    /** Draws from a source of chance, so that the same seed gives the same strings. */
    public Sampler(ByteAutomaton automaton, Random random) {
        if (automaton.isEmpty()) {
            throw new IllegalArgumentException(
                    "an automaton that accepts nothing (expected: one that has strings to give)");
        }
        this.automaton = automaton;
        this.random = random;
        distances = automaton.distances();
    }

    /** A string that is accepted at its last byte. */
    public byte[] next() {
        int walk = random.nextInt(40);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int state = automaton.start(); state != ByteAutomaton.YES; ) {
            int value = bytes.size() < walk ? live(state) : home(state);
            bytes.write(value);
            state = automaton.step(state, value);
        }
        return bytes.toByteArray();
    }

    private int live(int state) {
        for (int i = 0; i < TRIES; i++) {
            int value = random.nextInt(256);
            if (automaton.step(state, value) != ByteAutomaton.NO) {
                return value;
            }
        }
        return home(state);
    }

    /** One of the bytes that come nearer to YES. */
    private int home(int state) {
        int offset = random.nextInt(256);
        for (int i = 0; i < 256; i++) {
            int value = (offset + i) % 256;
            int target = automaton.step(state, value);
            if (target != ByteAutomaton.NO && distances[target] < distances[state]) {
                return value;
            }
        }
        throw new IllegalStateException("every undecided state of a minimal automaton leads to YES");
    }
}
