package dev.portmux.cli.kubectl.status;

import dev.portmux.cli.check.Diagnostic;
import dev.portmux.cli.kubectl.status.StatusReport.RouteRow;
import dev.portmux.cli.kubectl.status.StatusReport.Traffic;
import dev.portmux.cli.output.TextTable;
import dev.portmux.detection.overlap.Finding.Severity;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** One PortMux on one screen. */
record StatusText(PrintWriter out, Instant now) {
    /** Results of connections without a route that are always shown, even when zero. */
    private static final List<String> ALWAYS = List.of("unknown", "incomplete", "probe");

    private static final String UNKNOWN = "-";

    /** Findings that are shown, so that the status fits on a screen. */
    private static final int FINDINGS = 3;

    private static final int MESSAGE = 140;

    void print(StatusReport report) {
        header(report);
        routes(report);
        replicas(report);
        findings(report);
        report.gaps().forEach(gap -> say("unknown: " + gap));
        out.flush();
    }

    private void header(StatusReport report) {
        say("PortMux " + report.namespace() + "/" + report.name() + "   port " + report.port()
                + report.address().map(address -> " at " + address).orElse(", no address yet") + "   "
                + programmed(report));
        if (!report.ready()) {
            say("not ready   " + report.reason() + ": " + report.message());
        }
    }

    private static String programmed(StatusReport report) {
        var generation = "generation " + report.generation();
        var table = report.table().map(hash -> " (" + hash + ")").orElse("");
        var replicas =
                (report.asked() ? report.programmed() + " of " : "") + count(report.readyReplicas(), "ready replica");
        if (report.observed() < report.generation()) {
            return generation + " not yet seen by the operator"
                    + (table.isEmpty() ? "" : "; earlier routes on " + replicas + table);
        }
        if (!report.accepted()) {
            return generation + " refused" + (table.isEmpty() ? "" : "; earlier routes stay on " + replicas + table);
        }
        return generation + (report.asked() ? " programmed on " : ", ") + replicas + table;
    }

    private void routes(StatusReport report) {
        var table = new TextTable("ROUTE", "MATCH", "BACKEND", "STATE", ">NOW", ">TOTAL");
        for (var route : report.routes()) {
            table.row(List.of(
                    route.name(),
                    route.match(),
                    route.backend(),
                    route.state(),
                    number(report, route.traffic().open()),
                    number(report, route.traffic().total())));
        }
        table.print(out);
        report.routes().stream()
                .filter(route -> !route.message().isEmpty())
                .forEach(route -> say(route.name() + ": " + route.message()));
        if (report.counted()) {
            report.routes().forEach(route -> lost(route.name(), route.traffic()));
            report.routes().forEach(this::mismatched);
            undecided(report.undecided());
            say("NOW: open connections; TOTAL: since the replicas started" + since(report));
        }
    }

    private void lost(String route, Traffic traffic) {
        var lost = Stream.of("dial_failed", "no_backend")
                .filter(result -> traffic.ended(result) > 0)
                .map(result -> number(traffic.ended(result)) + " " + result.replace('_', ' '))
                .toList();
        if (!lost.isEmpty()) {
            say(route + ": no backend could be connected to: " + String.join(", ", lost));
        }
    }

    private void mismatched(RouteRow route) {
        long count = route.traffic().mismatched();
        if (count > 0) {
            say(route.name() + ": " + route.backend() + " answered " + (count == 1 ? "once" : number(count) + " times")
                    + " with the greeting of another protocol; the replicas' log has its first bytes");
        }
    }

    private void undecided(Traffic traffic) {
        var results = Stream.concat(
                        ALWAYS.stream(),
                        traffic.ended().keySet().stream()
                                .filter(result -> !ALWAYS.contains(result))
                                .sorted())
                .map(result -> number(traffic.ended(result)) + " " + result.replace('_', ' ')
                        + (result.equals("probe") && traffic.ended(result) != 1 ? "s" : ""))
                .toList();
        say("without a route: " + number(traffic.open()) + " undecided now; " + String.join(", ", results));
    }

    private String since(StatusReport report) {
        var started = report.replicas().stream()
                .filter(replica -> replica.stats().isPresent())
                .flatMap(replica -> replica.started().stream())
                .sorted()
                .toList();
        if (started.isEmpty()) {
            return "";
        }
        var oldest = age(started.getFirst());
        var newest = age(started.getLast());
        return " (" + (oldest.equals(newest) ? oldest : newest + " to " + oldest) + " ago)";
    }

    private void replicas(StatusReport report) {
        if (report.replicas().isEmpty()) {
            return;
        }
        out.println();
        var table = new TextTable("REPLICA", "READY", "TABLE", ">NOW", ">UP", "");
        for (var replica : report.replicas()) {
            table.row(List.of(
                    replica.pod(),
                    replica.ready() ? "yes" : "no",
                    replica.stats().flatMap(SidecarStats::table).orElse(UNKNOWN),
                    replica.stats().map(stats -> number(stats.openTotal())).orElse(UNKNOWN),
                    replica.started().map(this::age).orElse(UNKNOWN),
                    report.trouble(replica)));
        }
        table.print(out);
    }

    private void findings(StatusReport report) {
        var told = report.findings().stream()
                .filter(finding -> finding.severity() != Severity.NOTE)
                .toList();
        told.stream().limit(FINDINGS).forEach(this::finding);
        if (told.size() > FINDINGS) {
            say("and " + (told.size() - FINDINGS) + " more: kubectl portmux check " + report.name() + " -n "
                    + report.namespace());
        }
    }

    private void finding(Diagnostic finding) {
        var message = finding.message();
        var shown = message.length() <= MESSAGE ? message : message.substring(0, MESSAGE) + "...";
        say(String.format(Locale.ROOT, "%-5s  %s", finding.severity(), shown));
        if (!finding.fix().isEmpty()) {
            say("       fix: " + finding.fix());
        }
    }

    private void say(String line) {
        out.println(TextTable.plain(line));
    }

    private static String number(StatusReport report, long value) {
        return report.counted() ? number(value) : UNKNOWN;
    }

    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** In the largest unit, as kubectl writes it. */
    private String age(Instant start) {
        var age = Duration.between(start, now);
        return age.toDays() > 0
                ? age.toDays() + "d"
                : age.toHours() > 0
                        ? age.toHours() + "h"
                        : age.toMinutes() > 0 ? age.toMinutes() + "m" : Math.max(0, age.toSeconds()) + "s";
    }
}
