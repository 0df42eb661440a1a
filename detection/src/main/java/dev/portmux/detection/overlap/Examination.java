package dev.portmux.detection.overlap;

import dev.portmux.detection.automaton.Budget;
import dev.portmux.detection.automaton.TooComplexException;
import dev.portmux.detection.decide.Preparation;
import dev.portmux.detection.decide.PreparedRoute;
import dev.portmux.detection.overlap.Finding.Kind;
import dev.portmux.detection.overlap.Finding.Severity;
import dev.portmux.routes.Match;
import dev.portmux.routes.Route;
import dev.portmux.routes.RoutingTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Asks all questions about one table. */
final class Examination {
    private final RoutingTable table;
    private final Questions questions = new Questions(Budget.usual(20));
    private final List<Finding> findings = new ArrayList<>();
    private final List<PreparedRoute> ready = new ArrayList<>();
    private final Set<String> concerned = new HashSet<>();

    Examination(RoutingTable table) {
        this.table = table;
    }

    Findings findings() {
        Preparation preparation = new Preparation();
        table.routes().forEach(route -> prepare(preparation, route));
        for (int i = 0; i < ready.size(); i++) {
            examine(ready.get(i), ready.subList(0, i));
        }
        findings.forEach(finding -> {
            concerned.add(finding.route());
            concerned.addAll(finding.others());
        });
        return new Findings(
                findings,
                ready.stream()
                        .filter(route -> route.kind() == PreparedRoute.Kind.BYTES)
                        .map(route -> route.route().name())
                        .filter(name -> !concerned.contains(name))
                        .toList());
    }

    private void prepare(Preparation preparation, Route route) {
        try {
            PreparedRoute prepared = preparation.of(route);
            if (prepared.kind() == PreparedRoute.Kind.BYTES
                    && prepared.envelope().isEmpty()) {
                findings.add(impossible(route));
            } else {
                ready.add(prepared);
            }
        } catch (IllegalArgumentException e) {
            Kind kind = e.getCause() instanceof TooComplexException ? Kind.TOO_COMPLEX : Kind.INVALID;
            findings.add(problem(route, kind, String.valueOf(e.getMessage()), ""));
        }
    }

    private static Finding impossible(Route route) {
        return route.match() instanceof Match.Payload
                ? problem(
                        route,
                        Kind.IMPOSSIBLE,
                        "its payload entries contradict each other; it can never match",
                        "let no two entries ask for different bytes at the same offset")
                : problem(route, Kind.IMPOSSIBLE, "its regex accepts nothing; it can never match", "");
    }

    private static Finding problem(Route route, Kind kind, String problem, String fix) {
        return new Finding(
                Severity.ERROR,
                kind,
                route.name(),
                List.of(),
                Optional.empty(),
                Wording.route(route) + ": " + problem,
                fix);
    }

    private void examine(PreparedRoute later, List<PreparedRoute> earlier) {
        List<PreparedRoute> sameSources = earlier.stream()
                .filter(each -> Sources.overlap(each.route(), later.route()))
                .toList();
        examineSilence(later, sameSources);
        List<PreparedRoute> rivals =
                sameSources.stream().filter(each -> each.kind() == later.kind()).toList();
        switch (later.kind()) {
            case SILENCE -> {} // its clients send nothing that could be compared
            case CATCH_ALL ->
                rivals.stream()
                        .filter(rival -> Sources.covers(rival.route(), later.route()))
                        .findFirst()
                        .ifPresent(rival -> findings.add(Wording.unreachable(later, List.of(rival), Optional.empty())));
            case BYTES -> new Rivalry(later, rivals, questions).examine(findings);
        }
    }

    private void examineSilence(PreparedRoute later, List<PreparedRoute> sameSources) {
        if (later.takesSilence()) {
            sameSources.stream()
                    .filter(PreparedRoute::takesSilence)
                    .findFirst()
                    .ifPresent(rival -> findings.add(silentTwice(rival, later)));
        }
        if (later.route().silence() && later.kind() != PreparedRoute.Kind.BYTES) {
            findings.add(silentAnyway(later));
        }
    }

    private static Finding silentAnyway(PreparedRoute route) {
        String why = route.kind() == PreparedRoute.Kind.CATCH_ALL
                ? "a catch-all takes the silent clients that no other route takes"
                : "the clients of " + route.route().match().label() + " are always silent";
        return new Finding(
                Severity.NOTE,
                Kind.SILENT_ANYWAY,
                route.route().name(),
                List.of(),
                Optional.empty(),
                Wording.route(route.route()) + ": silence: true changes nothing, since " + why,
                "");
    }

    private static Finding silentTwice(PreparedRoute earlier, PreparedRoute later) {
        return new Finding(
                Severity.ERROR,
                Kind.SILENT_TWICE,
                later.route().name(),
                List.of(earlier.route().name()),
                Optional.empty(),
                "routes " + Wording.quoted(earlier) + " and " + Wording.quoted(later)
                        + " both wait for a silent client; nothing on the wire tells them apart",
                "give each a from that the other has not, or " + keepOne(earlier, later));
    }

    /** A route that also asks for bytes can do without the silent; one of a server-first protocol gets nothing else. */
    private static String keepOne(PreparedRoute earlier, PreparedRoute later) {
        return Stream.of(later, earlier)
                .filter(route -> route.kind() == PreparedRoute.Kind.BYTES)
                .findFirst()
                .map(route -> "remove silence: true from " + Wording.quoted(route))
                .orElse("keep one of them");
    }
}
