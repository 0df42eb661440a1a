package dev.portmux.cli.capture;

import java.io.Serial;

/** A capture that contradicts its format. */
final class InvalidCaptureException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    InvalidCaptureException(String message) {
        super(message);
    }
}
