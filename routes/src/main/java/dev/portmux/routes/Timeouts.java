package dev.portmux.routes;

import java.time.Duration;

/**
 * Time limits of a connection that has a route. Zero means no limit.
 *
 * @param connect    until a backend has accepted the connection; never zero
 * @param idle       without a byte in either direction
 * @param halfClosed without a byte after one side has ended with FIN
 * @param keepAlive  without a byte until TCP asks whether the other side is still there
 */
public record Timeouts(Duration connect, Duration idle, Duration halfClosed, Duration keepAlive) {
    private static final Duration LONGEST = Duration.ofDays(7);

    /** The kernel takes whole seconds in 15 bits. */
    private static final Duration LONGEST_KEEP_ALIVE = Duration.ofSeconds(32_767);

    public static final Timeouts DEFAULT =
            new Timeouts(Duration.ofSeconds(3), Duration.ZERO, Duration.ofMinutes(10), Duration.ofSeconds(60));

    public Timeouts {
        check("connectMs", connect, Duration.ofMillis(1), LONGEST);
        check("idleMs", idle, Duration.ZERO, LONGEST);
        check("halfClosedMs", halfClosed, Duration.ZERO, LONGEST);
        if (!keepAlive.isZero()) {
            check("keepAliveMs", keepAlive, Duration.ofSeconds(1), LONGEST_KEEP_ALIVE);
        }
    }

    private static void check(String field, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(field + ": " + value.toMillis() + " (expected: " + least.toMillis()
                    + " to " + most.toMillis() + ")");
        }
    }
}
