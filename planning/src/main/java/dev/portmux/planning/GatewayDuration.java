package dev.portmux.planning;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Durations as the Gateway API writes them: {@code 1m30s}, {@code 500ms}.
 *
 * @see <a href="https://gateway-api.sigs.k8s.io/geps/gep-2257/">GEP-2257</a>
 */
public final class GatewayDuration {
    private static final Pattern WHOLE = Pattern.compile("(?:\\d{1,5}(?:h|ms|m|s)){1,4}");
    private static final Pattern PART = Pattern.compile("(\\d+)(h|ms|m|s)");

    private GatewayDuration() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException naming the value, if it is none or is longer than {@code longest}
     */
    public static Duration parse(String text, Duration longest) {
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException("\"" + text + "\" (expected: a duration such as 1m30s or 500ms)");
        }
        Duration duration = PART.matcher(text)
                .results()
                .map(part -> part(Long.parseLong(part.group(1)), part.group(2)))
                .reduce(Duration.ZERO, Duration::plus);
        if (duration.compareTo(longest) > 0) {
            throw new IllegalArgumentException("\"" + text + "\" (expected: at most " + longest.toMinutes() + "m)");
        }
        return duration;
    }

    private static Duration part(long amount, String unit) {
        return switch (unit) {
            case "h" -> Duration.ofHours(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMillis(amount);
        };
    }
}
