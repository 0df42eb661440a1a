package dev.portmux.detection.overlap;

import dev.portmux.detection.decide.PreparedRoute;
import dev.portmux.detection.overlap.Finding.Kind;
import dev.portmux.detection.overlap.Finding.Severity;
import dev.portmux.routes.Bytes;
import dev.portmux.routes.Match;
import dev.portmux.routes.Route;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says what was found about two or more routes. */
final class Wording {

    private Wording() {}

    static Finding unreachable(PreparedRoute later, List<PreparedRoute> blocking, Optional<Bytes> example) {
        String who = blocking.size() == 1
                ? quoted(blocking.getFirst()) + ", before it, accepts"
                : blocking.stream().map(Wording::quoted).collect(Collectors.joining(" and "))
                        + ", before it, together accept";
        return new Finding(
                Severity.ERROR,
                Kind.UNREACHABLE,
                later.route().name(),
                names(blocking),
                example,
                "route " + quoted(later) + " can never be chosen: " + who + " everything it accepts",
                Fix.unreachable(later, blocking, example));
    }

    static Finding orderDecides(PreparedRoute earlier, PreparedRoute later, Bytes witness) {
        return pair(
                Severity.WARN,
                Kind.ORDER_DECIDES,
                earlier,
                later,
                witness,
                "routes " + quoted(earlier) + " and " + quoted(later) + " accept the same bytes; " + quoted(earlier)
                        + " is first and takes them",
                "put " + quoted(later) + " before " + quoted(earlier) + orAcknowledge(earlier, later));
    }

    static Finding mayDelay(PreparedRoute earlier, PreparedRoute later, Bytes witness) {
        int most = earlier.envelope().longest().orElse(-1);
        String more = most < 0 ? "more bytes" : "up to " + (most - witness.length()) + " more bytes";
        return pair(
                Severity.WARN,
                Kind.MAY_DELAY,
                earlier,
                later,
                witness,
                "route " + quoted(earlier) + place(earlier) + " can delay " + quoted(later) + ": after " + witness.hex()
                        + " " + witness.text() + " it waits for " + more,
                "move " + quoted(earlier) + " behind " + quoted(later) + orAcknowledge(earlier, later));
    }

    private static String orAcknowledge(PreparedRoute earlier, PreparedRoute later) {
        return "; if it is meant so, add " + quoted(earlier) + " to acknowledgedOverlaps of " + quoted(later);
    }

    static Finding notProven(PreparedRoute earlier, PreparedRoute later, Bytes witness) {
        return pair(
                Severity.NOTE,
                Kind.NOT_PROVEN,
                earlier,
                later,
                witness,
                "routes " + quoted(earlier) + " and " + quoted(later)
                        + " are not proven apart: their envelopes overlap, but no sample showed both detectors interested",
                "");
    }

    static Finding notExamined(PreparedRoute later, String limit) {
        return new Finding(
                Severity.WARN,
                Kind.TOO_COMPLEX,
                later.route().name(),
                List.of(),
                Optional.empty(),
                "route " + quoted(later) + " is not proven apart from the routes before it: " + limit,
                "use fewer or simpler regex and payload matches");
    }

    private static Finding pair(
            Severity severity,
            Kind kind,
            PreparedRoute earlier,
            PreparedRoute later,
            Bytes witness,
            String message,
            String fix) {
        return new Finding(
                severity,
                kind,
                later.route().name(),
                List.of(earlier.route().name()),
                Optional.of(witness),
                message,
                fix);
    }

    private static String place(PreparedRoute route) {
        return route.route().match() instanceof Match.Payload payload
                ? " (payload at offset " + payload.entries().getLast().offset() + ")"
                : "";
    }

    static String route(Route route) {
        return "route \"" + route.name() + "\"";
    }

    static String quoted(PreparedRoute route) {
        return "\"" + route.route().name() + "\"";
    }

    private static List<String> names(List<PreparedRoute> routes) {
        return routes.stream().map(each -> each.route().name()).toList();
    }
}
