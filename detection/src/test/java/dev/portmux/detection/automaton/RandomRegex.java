package dev.portmux.detection.automaton;

import java.util.Random;

/** Random expressions over a few letters, in the syntax that our parser shares with java.util.regex. */
final class RandomRegex {
    private static final String[] ATOMS = {"a", "b", "c", ".", "[ab]", "[^a]", "\\x61", "\\d", "(?:ab|c)"};
    private static final String[] REPEATS = {"", "", "", "", "", "*", "+", "?", "{2}", "{1,3}", "{2,}"};

    private final Random random;

    RandomRegex(long seed) {
        random = new Random(seed);
    }

    String next() {
        return choice(1);
    }

    private String choice(int depth) {
        String first = sequence(depth);
        return random.nextInt(3) == 0 ? first + "|" + sequence(depth) : first;
    }

    private String sequence(int depth) {
        StringBuilder sequence = new StringBuilder();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            sequence.append(atom(depth)).append(REPEATS[random.nextInt(REPEATS.length)]);
        }
        return sequence.toString();
    }

    private String atom(int depth) {
        return depth > 0 && random.nextInt(4) == 0
                ? "(" + choice(depth - 1) + ")"
                : ATOMS[random.nextInt(ATOMS.length)];
    }

    /** A string over the letters that the expressions are made of, and one more. */
    byte[] string() {
        byte[] bytes = new byte[random.nextInt(12)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) "abc1x".charAt(random.nextInt(5));
        }
        return bytes;
    }
}
