package dev.portmux.sidecar;

import dev.portmux.detection.decide.Outcome;
import java.util.Locale;

/** How a connection ended: the outcome of its detection, unless something else ended it. */
public enum Result {
    MATCHED,
    HELD,
    SILENCE,
    CATCH_ALL,
    UNKNOWN,
    INCOMPLETE,
    PROBE,
    /** No backend of its route could be connected to. */
    DIAL_FAILED,
    /** Its route has no backend. */
    NO_BACKEND,
    /** One side broke it off. */
    RESET,
    /** It was still open when the sidecar had to stop. */
    DRAINED,
    /** Undecided connections held as many bytes as they may. */
    LIMIT;

    private final String label = name().toLowerCase(Locale.ROOT);

    static Result of(Outcome outcome) {
        return valueOf(outcome.name());
    }

    /** The form in metrics and logs: {@code dial_failed}. */
    public String label() {
        return label;
    }
}
