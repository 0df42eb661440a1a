package dev.portmux.detection;

import java.util.Locale;

/** How detection ended. */
public enum Outcome {
    /** A route said YES and every earlier one NO. */
    MATCHED,
    /** A route said YES, and earlier ones that wait for more bytes ran out of time. */
    HELD,
    /** The client waits for the server to speak. */
    SILENCE,
    /** No route takes these bytes; the catch-all does. */
    CATCH_ALL,
    /** No route takes these bytes. */
    UNKNOWN,
    /** Time, space or input ended before the bytes were enough. */
    INCOMPLETE,
    /** The client closed without sending a byte. */
    PROBE;

    /** The form in metrics and logs: {@code catch_all}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
