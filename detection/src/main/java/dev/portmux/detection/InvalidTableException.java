package dev.portmux.detection;

/** A routing table that cannot be used. The message names the field and its value. */
public final class InvalidTableException extends IllegalArgumentException {

    InvalidTableException(String message) {
        super(message);
    }

    InvalidTableException(String message, Throwable cause) {
        super(message, cause);
    }
}
