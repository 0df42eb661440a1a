package dev.portmux.detection.automaton.regex;

import dev.portmux.detection.automaton.ByteSet;
import java.util.HexFormat;

/** Reads the parts of a regular expression that stand for one byte: {@code [a-z]} and {@code \d}. */
final class RegexClass {
    private static final ByteSet DIGIT = ByteSet.range('0', '9');
    private static final ByteSet WORD =
            DIGIT.or(ByteSet.range('a', 'z')).or(ByteSet.range('A', 'Z')).or(ByteSet.of('_'));
    private static final ByteSet SPACE = ByteSet.anyOf("\t\n\u000b\f\r ");

    private final RegexText text;

    RegexClass(RegexText text) {
        this.text = text;
    }

    /** After the opening bracket. */
    ByteSet read() {
        boolean negated = text.take("^");
        ByteSet all = ByteSet.where(value -> false);
        do {
            all = all.or(item());
        } while (!text.take("]"));
        return negated ? all.not() : all;
    }

    private ByteSet item() {
        int low = text.take("\\") ? -1 : literal();
        ByteSet set = low < 0 ? escape() : ByteSet.of(low);
        int first = single(set);
        if (first < 0 || !text.take("-")) {
            return set;
        }
        if (text.peek() == ']') {
            return set.or(ByteSet.of('-'));
        }
        int last = single(text.take("\\") ? escape() : ByteSet.of(literal()));
        if (last < first) {
            throw text.wrong("a range that ends before it begins");
        }
        return ByteSet.range(first, last);
    }

    private int literal() {
        char character = text.next();
        if (character == ']' || character == '[') {
            throw text.wrong("'" + character + "' in a class (expected: \\" + character + ")");
        }
        return text.value(character);
    }

    /** The only member, or -1 if there are several. */
    private static int single(ByteSet set) {
        int found = -1;
        for (int value = 0; value < 256; value++) {
            if (set.contains(value)) {
                if (found >= 0) {
                    return -1;
                }
                found = value;
            }
        }
        return found;
    }

    /** After the backslash. */
    ByteSet escape() {
        char character = text.next();
        return switch (character) {
            case 'd' -> DIGIT;
            case 'w' -> WORD;
            case 's' -> SPACE;
            case 'n' -> ByteSet.of('\n');
            case 'r' -> ByteSet.of('\r');
            case 't' -> ByteSet.of('\t');
            case '0' -> ByteSet.of(0);
            case 'x' -> ByteSet.of((hexDigit() << 4) | hexDigit());
            default -> punctuation(character);
        };
    }

    private int hexDigit() {
        char digit = text.next();
        if (!HexFormat.isHexDigit(digit)) {
            throw text.wrong("'" + digit + "' (expected: two hex digits after \\x)");
        }
        return HexFormat.fromHexDigit(digit);
    }

    private ByteSet punctuation(char character) {
        if (Character.isLetterOrDigit(character)) {
            throw text.wrong("\\" + character + " (expected: \\d \\w \\s \\n \\r \\t \\0 \\xHH or punctuation)");
        }
        return ByteSet.of(text.value(character));
    }
}
