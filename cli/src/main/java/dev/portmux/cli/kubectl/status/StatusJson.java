package dev.portmux.cli.kubectl.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portmux.cli.check.Diagnostic;
import dev.portmux.cli.kubectl.status.StatusReport.RouteRow;
import dev.portmux.cli.kubectl.status.StatusReport.Traffic;
import java.util.List;
import java.util.TreeMap;

/** Reports as JSON (docs/reference/json.md). Unknown values are null. */
final class StatusJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private StatusJson() {}

    static ObjectNode of(List<StatusReport> reports) {
        var list = JSON.createObjectNode();
        var items = list.putArray("items");
        reports.forEach(report -> items.add(of(report)));
        return list;
    }

    static ObjectNode of(StatusReport report) {
        var json = JSON.createObjectNode()
                .put("namespace", report.namespace())
                .put("name", report.name())
                .put("good", report.good())
                .put("port", report.port())
                .put("address", report.address().orElse(null))
                .put("generation", report.generation())
                .put("observedGeneration", report.observed())
                .put("accepted", report.accepted());
        json.putObject("ready")
                .put("status", report.ready())
                .put("reason", report.reason())
                .put("message", report.message());
        json.put("table", report.table().orElse(null))
                .put("readyReplicas", report.readyReplicas())
                .put("programmedReplicas", report.asked() ? report.programmed() : null);
        var routes = json.putArray("routes");
        report.routes().forEach(route -> put(report, route, routes.addObject()));
        put(report, report.undecided(), json.putObject("withoutRoute"));
        var replicas = json.putArray("replicas");
        report.replicas().forEach(replica -> put(report, replica, replicas.addObject()));
        var findings = json.putArray("findings");
        report.findings().forEach(finding -> put(finding, findings.addObject()));
        report.gaps().forEach(json.putArray("gaps")::add);
        return json;
    }

    private static void put(StatusReport report, RouteRow route, ObjectNode to) {
        to.put("name", route.name())
                .put("match", route.match())
                .put("backend", route.backend())
                .put("state", route.state())
                .put("message", route.message());
        put(report, route.traffic(), to);
        to.put("greetingMismatches", report.counted() ? route.traffic().mismatched() : null);
    }

    private static void put(StatusReport report, Traffic traffic, ObjectNode to) {
        if (report.counted()) {
            to.put("open", traffic.open()).put("total", traffic.total());
            var ended = to.putObject("ended");
            new TreeMap<>(traffic.ended()).forEach(ended::put);
        } else {
            to.putNull("open").putNull("total").putNull("ended");
        }
    }

    private static void put(StatusReport report, ReplicaStatus replica, ObjectNode to) {
        to.put("pod", replica.pod())
                .put("ready", replica.ready())
                .put("started", replica.started().map(Object::toString).orElse(null))
                .put("table", replica.stats().flatMap(SidecarStats::table).orElse(null))
                .put("open", replica.stats().map(SidecarStats::openTotal).orElse(null))
                .put("trouble", report.trouble(replica));
    }

    private static void put(Diagnostic finding, ObjectNode to) {
        to.put("severity", finding.severity().toString())
                .put("kind", finding.kind())
                .put("route", finding.route().orElse(null))
                .put("message", finding.message())
                .put("fix", finding.fix());
    }
}
