package dev.portmux.cli;

import dev.portmux.cli.file.PortMuxFile;
import dev.portmux.crds.RouteSpec;
import dev.portmux.detection.overlap.Finding;
import dev.portmux.detection.overlap.Finding.Severity;
import dev.portmux.operator.Plan;
import dev.portmux.operator.Planner;
import dev.portmux.operator.Problem;
import dev.portmux.operator.Resolution.Unresolved;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is to be said about a PortMux.
 *
 * @param distinct names of the routes that are proven apart from all others
 */
record Judgement(PortMuxFile file, List<Remark> remarks, List<String> distinct) {
    /** Judges it as the API server, the operator and the proof do; what one refuses, the next is not asked about. */
    static Judgement of(PortMuxFile file) {
        if (!file.problems().isEmpty()) {
            return new Judgement(file, problems(file, "schema", file.problems()), List.of());
        }
        var resource = file.resource();
        var plan = Planner.plan(resource, new FileReferences(file.services()));
        var routes = resource.getSpec().routes().stream().map(RouteSpec::name).toList();
        var remarks = new ArrayList<>(problems(file, "spec", plan.problems()));
        remarks.addAll(references(file, plan));
        plan.findings().all().forEach(finding -> remarks.add(remark(file, routes, finding)));
        return new Judgement(file, remarks, plan.findings().distinct());
    }

    private static List<Remark> problems(PortMuxFile file, String kind, List<Problem> problems) {
        return problems.stream()
                .map(problem -> Remark.error(kind, problem.toString(), file.place(problem.field())))
                .toList();
    }

    private static List<Remark> references(PortMuxFile file, Plan plan) {
        var remarks = new ArrayList<Remark>();
        for (int i = 0; i < plan.routes().size(); i++) {
            if (plan.routes().get(i).resolution() instanceof Unresolved unresolved) {
                var field = "spec.routes[" + i + "].backendRef";
                remarks.add(Remark.error("reference", field + ": " + unresolved.message(), file.place(field)));
            }
        }
        return remarks;
    }

    private static Remark remark(PortMuxFile file, List<String> routes, Finding finding) {
        return new Remark(
                finding.severity(),
                finding.kind().label(),
                finding.message(),
                file.place("spec.routes[" + routes.indexOf(finding.route()) + "]"),
                Optional.of(finding.route()),
                finding.others(),
                finding.witness(),
                finding.fix());
    }

    long count(Severity severity) {
        return remarks.stream().filter(remark -> remark.severity() == severity).count();
    }
}
