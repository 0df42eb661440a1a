package dev.portmux.detection.automaton.regex;

import dev.portmux.detection.automaton.ByteSet;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.automaton.Expressions;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads regular expressions over bytes: a subset of what most engines read, in which everything is regular.
 *
 * <pre>
 * x|y  xy  x*  x+  x?  x{2}  x{2,}  x{2,5}  (x)  (?:x)
 * .        any byte, also a line end
 * [a-z] [^a-z]  \d \w \s  \n \r \t \0  \xHH  \. and other punctuation
 * (?i)     at the very beginning: ASCII letters in any case
 * </pre>
 *
 * <p>It is anchored at the first byte, and open at the end. Anchors, look-around and back-references are refused.
 */
public final class RegexParser {
    private static final int LONGEST = 1024;
    private static final int MOST_REPEATS = 1000;
    private static final int DEEPEST = 50;

    private final RegexText text;
    private final boolean anyCase;
    private int depth;

    private RegexParser(String regex) {
        text = new RegexText(regex);
        anyCase = text.take("(?i)");
    }

    /**
     * Reads an expression.
     *
     * @throws InvalidRegexException if it is no such expression
     */
    public static Expression parse(String regex) {
        if (regex.isEmpty() || regex.length() > LONGEST) {
            throw new InvalidRegexException(0, regex.length() + " characters (expected: 1 to " + LONGEST + ")");
        }
        RegexParser parser = new RegexParser(regex);
        Expression expression = parser.choice();
        if (!parser.text.atEnd()) {
            throw parser.text.wrong("')' without '('");
        }
        return expression;
    }

    private Expression choice() {
        List<Expression> options = new ArrayList<>(List.of(sequence()));
        while (text.take("|")) {
            options.add(sequence());
        }
        return options.size() == 1 ? options.getFirst() : new Expression.Choice(options);
    }

    private Expression sequence() {
        List<Expression> parts = new ArrayList<>();
        while (!text.atEnd() && "|)".indexOf(text.peek()) < 0) {
            parts.add(repeated());
        }
        return new Expression.Sequence(parts);
    }

    private Expression repeated() {
        Expression part = atom();
        while (!text.atEnd() && "*+?{".indexOf(text.peek()) >= 0) {
            part = switch (text.next()) {
                case '*' -> Expressions.many(part);
                case '+' -> Expressions.repeat(part, 1, Expression.UNBOUNDED);
                case '?' -> Expressions.optional(part);
                default -> counted(part);
            };
        }
        return part;
    }

    private Expression counted(Expression part) {
        int least = count();
        int most = least;
        if (text.take(",")) {
            most = text.peek() == '}' ? Expression.UNBOUNDED : count();
        }
        text.expect("}");
        if (most < least) {
            throw text.wrong("a repeat of {" + least + "," + most + "}");
        }
        return Expressions.repeat(part, least, most);
    }

    private int count() {
        String digits = text.takeWhile(each -> '0' <= each && each <= '9');
        if (digits.isEmpty() || digits.length() > 4 || Integer.parseInt(digits) > MOST_REPEATS) {
            throw text.wrong("a repeat of \"" + digits + "\" (expected: 0 to " + MOST_REPEATS + ")");
        }
        return Integer.parseInt(digits);
    }

    private Expression atom() {
        char first = text.next();
        return switch (first) {
            case '(' -> group();
            case '[' -> Expressions.one(folded(new RegexClass(text).read()));
            case '.' -> Expressions.any(1);
            case '^', '$' ->
                throw text.wrong("'" + first + "' (it is always anchored at the first byte, and open at the end)");
            case '*', '+', '?', '{' -> throw text.wrong("'" + first + "' without anything to repeat");
            case '\\' -> Expressions.one(folded(new RegexClass(text).escape()));
            default -> Expressions.one(folded(ByteSet.of(text.value(first))));
        };
    }

    private Expression group() {
        if (text.take("?") && !text.take(":")) {
            throw text.wrong("'(?' (look-around is not regular; (?i) goes to the very beginning)");
        }
        if (++depth > DEEPEST) {
            throw text.wrong("more than " + DEEPEST + " nested groups");
        }
        Expression inside = choice();
        depth--;
        text.expect(")");
        return inside;
    }

    private ByteSet folded(ByteSet set) {
        return anyCase ? set.ignoringCase() : set;
    }
}
