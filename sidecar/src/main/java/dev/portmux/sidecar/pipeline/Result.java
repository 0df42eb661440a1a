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
    /** The sidecar was at its cap on connections or at its limit of undecided bytes, or its route was at its limit. */
    LIMITED,
    /** A load balancer sent no PROXY header, or a wrong one. */
    PROXY_REFUSED,
    /** No backend of its route could be connected to. */
    DIAL_FAILED,
    /** Its route has no backend. */
    NO_BACKEND,
    /** One side was reset, or failed. */
    RESET,
    /** Neither side sent anything for the time that it may be idle. */
    IDLE,
    /** One side had ended, and nothing came from the other for the time that this may last. */
    HALF_CLOSED,
    /** It was still open when the sidecar had to stop. */
    DRAINED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The result of a connection with this outcome, if nothing goes wrong later. */
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

    /** The name in metrics and logs, such as {@code dial_failed}. */
    public String label() {
        return label;
    }
}
