package dev.portmux.cli.imports.source;

import java.io.Serial;

/** A configuration that cannot be read at all. */
public final class InvalidConfigurationException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int line;

    /** Names the line, from 1, and what is wrong in it. */
    public InvalidConfigurationException(int line, String message) {
        super(message);
        this.line = line;
    }

    /** From 1. */
    public int line() {
        return line;
    }
}
