package dev.portmux.detection.automaton;

import java.util.function.IntPredicate;

/** A set of byte values, 0 to 255. */
public final class ByteSet {
    public static final ByteSet ALL = where(value -> true);

    private final long[] words;

    private ByteSet(long[] words) {
        this.words = words;
    }

    public static ByteSet where(IntPredicate member) {
        long[] words = new long[4];
        for (int value = 0; value < 256; value++) {
            if (member.test(value)) {
                words[value / Long.SIZE] |= 1L << value;
            }
        }
        return new ByteSet(words);
    }

    public static ByteSet of(int value) {
        return where(each -> each == value);
    }

    /** The values from {@code low} to {@code high}, both included. */
    public static ByteSet range(int low, int high) {
        return where(each -> low <= each && each <= high);
    }

    /** The characters of ISO-8859-1 text. */
    public static ByteSet anyOf(String characters) {
        return where(each -> characters.indexOf(each) >= 0);
    }

    /** The values that agree with {@code value} in the bits of {@code mask}. */
    public static ByteSet masked(int value, int mask) {
        return where(each -> (each & mask) == (value & mask));
    }

    public boolean contains(int value) {
        return (words[value / Long.SIZE] & 1L << value) != 0;
    }

    public ByteSet or(ByteSet other) {
        return where(each -> contains(each) || other.contains(each));
    }

    public ByteSet not() {
        return where(each -> !contains(each));
    }

    /** With each ASCII letter also in the other case. */
    public ByteSet ignoringCase() {
        return where(each -> contains(each) || (isLetter(each) && contains(each ^ 0x20)));
    }

    private static boolean isLetter(int value) {
        return 'a' <= (value | 0x20) && (value | 0x20) <= 'z';
    }
}
