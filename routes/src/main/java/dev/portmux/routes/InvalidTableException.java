package dev.portmux.routes;

/** A routing table that cannot be used. The message names the field and its value. */
public final class InvalidTableException extends IllegalArgumentException {

    public InvalidTableException(String message) {
        super(message);
    }

    public InvalidTableException(String message, Throwable cause) {
        super(message, cause);
    }
}
