package dev.portmux.detection.automaton;

import java.util.List;

/** A set of byte strings, described by its shape. Read from the first byte of the connection on. */
public sealed interface Expression {

    /** Strings of one byte. */
    record One(ByteSet set) implements Expression {}

    /** One part after the other; no part is the empty string. */
    record Sequence(List<Expression> parts) implements Expression {
        public Sequence {
            parts = List.copyOf(parts);
        }
    }

    /** Any of these; none of them is no string at all. */
    record Choice(List<Expression> options) implements Expression {
        public Choice {
            options = List.copyOf(options);
        }
    }

    /**
     * The same several times.
     *
     * @param most {@link #UNBOUNDED} for no limit
     */
    record Repeat(Expression part, int least, int most) implements Expression {
        public Repeat {
            if (least < 0 || most < least) {
                throw new IllegalArgumentException(
                        "repeat {" + least + "," + most + "} (expected: 0 <= least <= most)");
            }
        }
    }

    /**
     * A byte that counts, and then so many bytes of a set: {@code base + n} and n bytes. Written as a choice it would need the
     * sum of all lengths in states, this way only the longest.
     */
    record Counted(int base, int least, int most, ByteSet set) implements Expression {
        public Counted {
            if (least < 0 || most < least || base + most > 0xff) {
                throw new IllegalArgumentException("a count of " + least + " to " + most + " behind " + base
                        + " (expected: one that fits into a byte)");
            }
        }
    }

    int UNBOUNDED = Integer.MAX_VALUE;
}
