package dev.portmux.cli.output;

import java.io.Serial;

/**
 * Ends a command without an answer: bad input, a port in use, a cluster that refuses.
 *
 * <p>The message is one sentence for the user, with {@code file:line} where there is one. The exit code is
 * {@link Commands#BAD_INPUT}.
 */
public final class CommandException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public CommandException(String message) {
        super(message);
    }

    public CommandException(String message, Throwable cause) {
        super(message, cause);
    }
}
