package dev.portmux.cli.kubectl.status;

import dev.portmux.cli.kubectl.status.StatusReport.Traffic;
import dev.portmux.cli.output.TextTable;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Stream;

/** Many PortMuxes, one a line. */
record OverviewText(PrintWriter out) {
    void print(List<StatusReport> reports) {
        var table =
                new TextTable("NAMESPACE", "NAME", "READY", ">PORT", "ADDRESS", "REPLICAS", ">NOW", ">TOTAL", "REASON");
        reports.forEach(report -> table.row(List.of(
                report.namespace(),
                report.name(),
                report.ready() ? "True" : "False",
                String.valueOf(report.port()),
                report.address().orElse("-"),
                (report.asked() ? report.programmed() : "?") + "/" + report.wantedReplicas(),
                number(report, traffic(report).mapToLong(Traffic::open).sum()),
                number(report, traffic(report).mapToLong(Traffic::total).sum()),
                report.ready() ? report.flaw().orElse("") : report.reason())));
        table.print(out);
        reports.stream()
                .flatMap(report -> report.gaps().stream())
                .distinct()
                .forEach(gap -> out.println(TextTable.plain("unknown: " + gap)));
        out.flush();
    }

    private static Stream<Traffic> traffic(StatusReport report) {
        return Stream.concat(
                Stream.of(report.undecided()), report.routes().stream().map(StatusReport.RouteRow::traffic));
    }

    private static String number(StatusReport report, long value) {
        return report.counted() ? StatusText.number(value) : "-";
    }
}
