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
import dev.portmux.planning.reference.References;
import dev.portmux.planning.reference.Resolution.Unresolved;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What a check found in a PortMux.
 *
 * @param file     the file with the PortMux; empty if it comes from a cluster
 * @param name     {@code NAMESPACE/NAME}
 * @param spec     its spec; empty if the schema does not allow it
 * @param distinct names of the routes that are proven apart from all others
 */
public record CheckResult(
        Optional<Path> file,
        String name,
        Optional<PortMuxSpec> spec,
        List<Diagnostic> diagnostics,
        List<String> distinct) {
    /** Checks as the API server does by schema, then as the operator does by references and proof. A failed schema ends the check. */
    public static CheckResult of(PortMuxFile file, Function<PortMux, References> references) {
        var path = Optional.of(file.path());
        if (!file.problems().isEmpty()) {
            var diagnostics = problems(file::place, "schema", file.problems());
            return new CheckResult(path, file.name(), Optional.empty(), diagnostics, List.of());
        }
        return check(path, file.name(), file.resource(), references, file::place);
    }

    /** Checks a resource that the API server has accepted. Its diagnostics have no place. */
    public static CheckResult of(PortMux resource, Function<PortMux, References> references) {
        var metadata = resource.getMetadata();
        var name = metadata.getNamespace() + "/" + metadata.getName();
        return check(Optional.empty(), name, resource, references, _ -> "");
    }

    private static CheckResult check(
            Optional<Path> file,
            String name,
            PortMux resource,
            Function<PortMux, References> references,
            UnaryOperator<String> places) {
        var plan = Planner.plan(resource, references.apply(resource));
        var spec = resource.getSpec();
        var routes = spec.routes().stream().map(RouteSpec::name).toList();
        var diagnostics = new ArrayList<>(problems(places, "spec", plan.problems()));
        diagnostics.addAll(references(places, plan));
        plan.findings().all().forEach(finding -> diagnostics.add(diagnostic(places, routes, finding)));
        return new CheckResult(
                file, name, Optional.of(spec), diagnostics, plan.findings().distinct());
    }

    /** Whether there is neither an error nor a warning. */
    public boolean good() {
        return count(Severity.ERROR) == 0 && count(Severity.WARN) == 0;
    }

    private static List<Diagnostic> problems(UnaryOperator<String> places, String kind, List<Problem> problems) {
        return problems.stream()
                .map(problem -> Diagnostic.error(kind, problem.toString(), places.apply(problem.field())))
                .toList();
    }

    private static List<Diagnostic> references(UnaryOperator<String> places, Plan plan) {
        var diagnostics = new ArrayList<Diagnostic>();
        for (int i = 0; i < plan.routes().size(); i++) {
            for (var reference : plan.routes().get(i).references()) {
                if (reference.resolution() instanceof Unresolved unresolved) {
                    var field = "spec.routes[" + i + "]." + reference.field();
                    diagnostics.add(
                            Diagnostic.error("reference", field + ": " + unresolved.message(), places.apply(field)));
                }
            }
        }
        return diagnostics;
    }

    private static Diagnostic diagnostic(UnaryOperator<String> places, List<String> routes, Finding finding) {
        return new Diagnostic(
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
        return diagnostics.stream()
                .filter(diagnostic -> diagnostic.severity() == severity)
                .count();
    }
}
