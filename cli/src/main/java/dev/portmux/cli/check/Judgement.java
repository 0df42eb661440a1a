package dev.portmux.cli.check;

import dev.portmux.cli.file.PortMuxFile;
import dev.portmux.crds.PortMux;
import dev.portmux.crds.PortMuxSpec;
import dev.portmux.crds.RouteSpec;
import dev.portmux.detection.overlap.Finding;
import dev.portmux.detection.overlap.Finding.Severity;
import dev.portmux.planning.Plan;
import dev.portmux.planning.Planner;
import dev.portmux.planning.Problem;
import dev.portmux.planning.References;
import dev.portmux.planning.Resolution.Unresolved;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What is to be said about a PortMux.
 *
 * @param file     that it is in, if it is in one
 * @param name     {@code NAMESPACE/NAME}
 * @param spec     what it asks for; empty if its schema does not allow it
 * @param distinct names of the routes that are proven apart from all others
 */
public record Judgement(
        Optional<Path> file, String name, Optional<PortMuxSpec> spec, List<Remark> remarks, List<String> distinct) {
    /** Judges it as the API server, the operator and the proof do; what one refuses, the next is not asked about. */
    public static Judgement of(PortMuxFile file, Function<PortMux, References> references) {
        var path = Optional.of(file.path());
        if (!file.problems().isEmpty()) {
            var remarks = problems(file::place, "schema", file.problems());
            return new Judgement(path, file.name(), Optional.empty(), remarks, List.of());
        }
        return judge(path, file.name(), file.resource(), references, file::place);
    }

    /** Judges one that the API server has accepted. Its remarks have no place. */
    public static Judgement of(PortMux resource, Function<PortMux, References> references) {
        var metadata = resource.getMetadata();
        var name = metadata.getNamespace() + "/" + metadata.getName();
        return judge(Optional.empty(), name, resource, references, _ -> "");
    }

    private static Judgement judge(
            Optional<Path> file,
            String name,
            PortMux resource,
            Function<PortMux, References> references,
            UnaryOperator<String> places) {
        var plan = Planner.plan(resource, references.apply(resource));
        var spec = resource.getSpec();
        var routes = spec.routes().stream().map(RouteSpec::name).toList();
        var remarks = new ArrayList<>(problems(places, "spec", plan.problems()));
        remarks.addAll(references(places, plan));
        plan.findings().all().forEach(finding -> remarks.add(remark(places, routes, finding)));
        return new Judgement(
                file, name, Optional.of(spec), remarks, plan.findings().distinct());
    }

    /** Whether there is nothing that should keep it from being merged. */
    public boolean good() {
        return count(Severity.ERROR) == 0 && count(Severity.WARN) == 0;
    }

    private static List<Remark> problems(UnaryOperator<String> places, String kind, List<Problem> problems) {
        return problems.stream()
                .map(problem -> Remark.error(kind, problem.toString(), places.apply(problem.field())))
                .toList();
    }

    private static List<Remark> references(UnaryOperator<String> places, Plan plan) {
        var remarks = new ArrayList<Remark>();
        for (int i = 0; i < plan.routes().size(); i++) {
            if (plan.routes().get(i).resolution() instanceof Unresolved unresolved) {
                var field = "spec.routes[" + i + "].backendRef";
                remarks.add(Remark.error("reference", field + ": " + unresolved.message(), places.apply(field)));
            }
        }
        return remarks;
    }

    private static Remark remark(UnaryOperator<String> places, List<String> routes, Finding finding) {
        return new Remark(
                finding.severity(),
                finding.kind().label(),
                finding.message(),
                places.apply("spec.routes[" + routes.indexOf(finding.route()) + "]"),
                Optional.of(finding.route()),
                finding.others(),
                finding.witness(),
                finding.fix());
    }

    long count(Severity severity) {
        return remarks.stream().filter(remark -> remark.severity() == severity).count();
    }
}
