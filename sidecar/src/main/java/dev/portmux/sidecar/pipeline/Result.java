package dev.portmux.sidecar.pipeline;

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
    /** The sidecar has as many connections, or holds as many undecided bytes, as it may. */
    LIMITED,
    /** No backend of its route could be connected to. */
    DIAL_FAILED,
    /** Its route has no backend. */
    NO_BACKEND,
    /** One side broke it off. */
    RESET,
    /** It was still open when the sidecar had to stop. */
    DRAINED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** What a connection whose detection ended so ends with, if nothing else happens. */
    public static Result of(Outcome outcome) {
        return switch (outcome) {
            case MATCHED -> MATCHED;
            case HELD -> HELD;
            case SILENCE -> SILENCE;
            case CATCH_ALL -> CATCH_ALL;
            case UNKNOWN -> UNKNOWN;
            case INCOMPLETE -> INCOMPLETE;
            case PROBE -> PROBE;
        };
    }

    /** The form in metrics and logs: {@code dial_failed}. */
    public String label() {
        return label;
    }
}
