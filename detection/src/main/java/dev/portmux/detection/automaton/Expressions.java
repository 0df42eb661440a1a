package dev.portmux.detection.automaton;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The words in which protocols describe their first bytes. Integers are big-endian unless the name begins with "le". */
public final class Expressions {
    public static final Expression DIGIT = range('0', '9');
    public static final Expression CRLF = text("\r\n");

    /** ASCII from space to tilde. */
    public static final ByteSet PRINTABLE = ByteSet.range(' ', '~');

    private Expressions() {}

    public static Expression one(ByteSet set) {
        return new Expression.One(set);
    }

    public static Expression u8(int value) {
        return one(ByteSet.of(value));
    }

    public static Expression range(int low, int high) {
        return one(ByteSet.range(low, high));
    }

    /** One of the characters. */
    public static Expression anyOf(String characters) {
        return one(ByteSet.anyOf(characters));
    }

    /** That many bytes of any value. */
    public static Expression any(int count) {
        return repeat(one(ByteSet.ALL), count, count);
    }

    /** The bytes of ISO-8859-1 text. */
    public static Expression text(String text) {
        return sequence(text.chars().mapToObj(Expressions::u8));
    }

    /** The same text in any case of its ASCII letters. */
    public static Expression textIgnoringCase(String text) {
        return sequence(text.chars().mapToObj(each -> one(ByteSet.of(each).ignoringCase())));
    }

    /** Bytes written as hex digits; spaces are only for the eye. */
    public static Expression hex(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        return sequence(IntStream.range(0, bytes.length).mapToObj(i -> u8(bytes[i] & 0xff)));
    }

    /** Any of the words, which are separated by spaces. */
    public static Expression words(String words) {
        return new Expression.Choice(
                Arrays.stream(words.split(" ")).map(Expressions::text).toList());
    }

    public static Expression sequence(Expression... parts) {
        return new Expression.Sequence(List.of(parts));
    }

    private static Expression sequence(Stream<Expression> parts) {
        return new Expression.Sequence(parts.toList());
    }

    public static Expression choice(Expression... options) {
        return new Expression.Choice(List.of(options));
    }

    public static Expression optional(Expression part) {
        return repeat(part, 0, 1);
    }

    public static Expression many(Expression part) {
        return repeat(part, 0, Expression.UNBOUNDED);
    }

    public static Expression repeat(Expression part, int least, int most) {
        return new Expression.Repeat(part, least, most);
    }

    /** A byte {@code base + n} with n from {@code least} to {@code most}, and then n bytes of the set. */
    public static Expression counted(int base, int least, int most, ByteSet set) {
        return new Expression.Counted(base, least, most, set);
    }

    public static Expression u16(long low, long high) {
        return Integers.between(2, low, high, false);
    }

    public static Expression u24(long low, long high) {
        return Integers.between(3, low, high, false);
    }

    public static Expression u32(long low, long high) {
        return Integers.between(4, low, high, false);
    }

    public static Expression le32(long low, long high) {
        return Integers.between(4, low, high, true);
    }
}
