package dev.portmux.detection.automaton.regex;

import java.util.function.IntPredicate;

/** The characters of a regular expression, and the place up to which they have been read. */
final class RegexText {
    private final String text;
    private int index;

    RegexText(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return index == text.length();
    }

    char peek() {
        if (atEnd()) {
            throw new InvalidRegexException(index, "ends too early");
        }
        return text.charAt(index);
    }

    char next() {
        char next = peek();
        index++;
        return next;
    }

    boolean take(String expected) {
        boolean there = text.startsWith(expected, index);
        index += there ? expected.length() : 0;
        return there;
    }

    String takeWhile(IntPredicate wanted) {
        int from = index;
        while (!atEnd() && wanted.test(text.charAt(index))) {
            index++;
        }
        return text.substring(from, index);
    }

    void expect(String expected) {
        if (!take(expected)) {
            throw new InvalidRegexException(index, "'" + expected + "' is missing");
        }
    }

    /** The byte that a character just read stands for. */
    int value(char character) {
        if (character > 0x7e) {
            throw wrong("'" + character + "' (expected: ASCII; write other bytes as \\xHH)");
        }
        return character;
    }

    /** A problem with the character just read. */
    InvalidRegexException wrong(String problem) {
        return new InvalidRegexException(Math.max(index - 1, 0), problem);
    }
}
