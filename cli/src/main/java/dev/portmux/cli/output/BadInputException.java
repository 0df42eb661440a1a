package dev.portmux.cli.output;

import java.io.Serial;

/** The input cannot be worked with. The message is one sentence for the user, with {@code file:line} where there is one. */
public final class BadInputException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public BadInputException(String message) {
        super(message);
    }

    public BadInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
