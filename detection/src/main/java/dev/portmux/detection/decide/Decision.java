package dev.portmux.detection.decide;

import dev.portmux.routes.Match;
import dev.portmux.routes.Route;

/** What to do with a connection. */
public sealed interface Decision {

    /**
     * Read on.
     *
     * @param held a route is chosen if nothing follows: it has matched and is held back only by earlier ones that wait for
     *             more bytes, or its message may be complete. If no byte comes for the hold time, call
     *             {@link Detection#holdExpired()}
     */
    record Wait(boolean held) implements Decision {
        static final Wait PLAIN = new Wait(false);
        static final Wait HELD = new Wait(true);
    }

    /**
     * Dial a backend of the route.
     *
     * @param protocol what it was recognised as, see {@link Match#label()}
     * @param bytes    bytes that had arrived when it was decided
     */
    record Chosen(Route route, String protocol, Outcome outcome, int bytes) implements Decision {}

    /** Close without dialling anything. */
    record Close(Outcome outcome, String reason) implements Decision {}
}
