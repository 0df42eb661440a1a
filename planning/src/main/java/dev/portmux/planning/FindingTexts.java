package dev.portmux.planning;

import dev.portmux.detection.overlap.Finding;
import dev.portmux.detection.overlap.Finding.Severity;
import dev.portmux.detection.overlap.Findings;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the overlap proof found, in the words of conditions. */
public final class FindingTexts {
    /** Leaves room for the count of those that are left out. */
    private static final int LONGEST = 900;

    private FindingTexts() {}

    /** Errors as problems of the route that they are about. */
    static List<Problem> problems(Findings findings, List<String> routes) {
        return findings.errors().stream()
                .map(finding -> new Problem(
                        "spec.routes[" + routes.indexOf(finding.route()) + "].match",
                        "Route" + reason(finding),
                        text(finding)))
                .toList();
    }

    /** Whether the order of routes decides, or something could not be proven, and nobody has acknowledged it. */
    public static State overlapping(Findings findings) {
        return overlapping(findings.all());
    }

    /** The same, as far as this route has a part in it. */
    public static State overlapping(Findings findings, String route) {
        return overlapping(findings.about(route));
    }

    private static State overlapping(List<Finding> findings) {
        List<Finding> open = findings.stream()
                .filter(finding -> finding.severity() != Severity.ERROR && !finding.acknowledged())
                .toList();
        if (open.isEmpty()) {
            return State.no("Distinct", "the routes are proven distinct, or their overlaps are acknowledged");
        }
        StringBuilder message = new StringBuilder();
        int told = 0;
        for (; told < open.size(); told++) {
            String text = text(open.get(told));
            if (message.length() + text.length() >= LONGEST) {
                break;
            }
            message.append(told == 0 ? "" : "; ").append(text);
        }
        if (told < open.size()) {
            message.append("; and ").append(open.size() - told).append(" more: portmux check");
        }
        return State.yes(reason(open.getFirst()), message.toString());
    }

    private static String reason(Finding finding) {
        return Arrays.stream(finding.kind().label().split("_"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    private static String text(Finding finding) {
        return finding.message()
                + finding.witness()
                        .map(bytes -> " (e.g. hex " + bytes.hex() + ", text " + bytes.text() + ")")
                        .orElse("");
    }
}
