package dev.portmux.routes;

import java.time.Duration;

/**
 * How long detection waits.
 *
 * @param silence  a client that sends nothing for this long is taken for one that waits for the server
 * @param deadline the absolute limit for detection, counted from accept
 * @param hold     how long a match waits without a byte while earlier routes could still match
 * @param learn    waits less for a source whose earlier clients were silent
 */
public record Timing(Duration silence, Duration deadline, Duration hold, boolean learn) {
    private static final Duration LONGEST = Duration.ofHours(1);

    public static final Timing DEFAULT =
            new Timing(Duration.ofMillis(500), Duration.ofSeconds(10), Duration.ofMillis(300));

    /** Without learning. */
    public Timing(Duration silence, Duration deadline, Duration hold) {
        this(silence, deadline, hold, false);
    }

    public Timing {
        check("silence", silence, Duration.ZERO);
        check("deadline", deadline, Duration.ofMillis(1));
        check("hold", hold, Duration.ZERO);
    }

    private static void check(String field, Duration value, Duration least) {
        if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(field + ": " + value.toMillis() + " ms (expected: " + least.toMillis()
                    + " to " + LONGEST.toMillis() + " ms)");
        }
    }
}
