package dev.portmux.planning;

import dev.portmux.detection.overlap.Finding;
import java.util.List;

/**
 * What is wrong with a spec.
 *
 * @param field   path of the field, such as {@code spec.routes[2].match.payload[0].hex}
 * @param reason  one word for programs, as in the reason of a condition
 * @param message the value and what is expected, without the field
 */
public record Problem(String field, String reason, String message) {
    static final String UNSUPPORTED_VALUE = "UnsupportedValue";

    /** From an error text that begins with the rest of the path, as those of the detection module do. */
    static Problem below(String field, String text) {
        String[] parts = text.split(": ", 2);
        return parts.length == 1
                ? new Problem(field, UNSUPPORTED_VALUE, text)
                : new Problem(field + "." + parts[0], UNSUPPORTED_VALUE, parts[1]);
    }

    /** An error of the overlap proof, as a problem of the route that it is about. */
    static Problem of(Finding error, List<String> routes) {
        return new Problem(
                "spec.routes[" + routes.indexOf(error.route()) + "].match",
                "Route" + FindingText.reason(error),
                FindingText.message(error) + (error.fix().isEmpty() ? "" : "; fix: " + error.fix()));
    }

    @Override
    public String toString() {
        return field + ": " + message;
    }
}
