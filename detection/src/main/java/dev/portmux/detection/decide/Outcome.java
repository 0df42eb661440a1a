package dev.portmux.detection.decide;

import java.util.Locale;

/** How detection ended. */
public enum Outcome {
    /** A route said YES and every earlier one NO. */
    MATCHED,
    /** Nothing followed: a route had matched but for earlier ones that wait for more, or its message was complete. */
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
