package dev.portmux.detection.automaton.regex;

/** A regular expression that cannot be read. The message names the column, from 1. */
public final class InvalidRegexException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    InvalidRegexException(int index, String problem) {
        super("column " + (index + 1) + ": " + problem);
    }
}
