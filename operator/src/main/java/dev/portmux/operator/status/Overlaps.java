package dev.portmux.operator.status;

import dev.portmux.detection.overlap.Finding;
import dev.portmux.detection.overlap.Finding.Severity;
import dev.portmux.planning.FindingText;
import java.util.List;

/** Whether routes overlap in a way that is no error and that nobody has acknowledged. */
final class Overlaps {
    /** Leaves room for the count of the findings that are left out. */
    private static final int LONGEST = 900;

    private Overlaps() {}

    /** True while the order of routes decides, or while something could not be proven. */
    static State state(List<Finding> findings) {
        List<Finding> open = findings.stream()
                .filter(finding -> finding.severity() != Severity.ERROR && !finding.acknowledged())
                .toList();
        if (open.isEmpty()) {
            return State.no("Distinct", "the routes are proven distinct, or their overlaps are acknowledged");
        }
        return State.yes(FindingText.reason(open.getFirst()), message(open));
    }

    private static String message(List<Finding> open) {
        StringBuilder message = new StringBuilder();
        int told = 0;
        for (; told < open.size(); told++) {
            String text = FindingText.message(open.get(told));
            if (message.length() + text.length() >= LONGEST) {
                break;
            }
            message.append(told == 0 ? "" : "; ").append(text);
        }
        if (told < open.size()) {
            message.append(told == 0 ? "" : "; and ").append(open.size() - told).append(" more: portmux check");
        }
        return message.toString();
    }
}
