package dev.portmux.cli.imports.result;

import dev.portmux.cli.imports.source.ImportReport;
import dev.portmux.crds.PortMux;
import dev.portmux.crds.PortMuxSpec;
import dev.portmux.crds.RouteSpec;
import dev.portmux.detection.overlap.Finding;
import dev.portmux.planning.Plan;
import dev.portmux.planning.Planner;
import dev.portmux.planning.reference.Resolution;
import java.util.ArrayList;
import java.util.List;

/** Removes routes that the operator would refuse: other proxies accept rules that no connection can reach. */
final class UnreachableRouteFilter {
    private final ImportReport report;

    UnreachableRouteFilter(ImportReport report) {
        this.report = report;
    }

    List<ImportedRoute> checked(List<ImportedRoute> routes) {
        List<ImportedRoute> left = new ArrayList<>(routes);
        Plan plan = plan(left);
        while (!plan.problems().isEmpty() && removeRefused(left, plan)) {
            plan = plan(left);
        }
        plan.findings().errors().forEach(finding -> removeFound(left, finding));
        return left;
    }

    private static Plan plan(List<ImportedRoute> routes) {
        PortMux resource = new PortMux();
        List<RouteSpec> specs = routes.stream().map(ImportedRoute::route).toList();
        resource.setSpec(PortMuxSpec.of(1, specs, PortMuxSpec.EMPTY.detection()));
        return Planner.plan(resource, (namespace, reference) -> new Resolution.Resolved(List.of()));
    }

    /** Whether there were any. */
    private boolean removeRefused(List<ImportedRoute> left, Plan plan) {
        List<ImportedRoute> refused = new ArrayList<>();
        for (int i = 0; i < plan.routes().size(); i++) {
            if (!plan.routes().get(i).problems().isEmpty()) {
                report.notUnderstood(
                        left.get(i).line(),
                        plan.routes().get(i).problems().getFirst().message());
                refused.add(left.get(i));
            }
        }
        return left.removeAll(refused);
    }

    private void removeFound(List<ImportedRoute> left, Finding finding) {
        left.stream()
                .filter(route -> route.route().name().equals(finding.route()))
                .findFirst()
                .ifPresent(route -> {
                    report.wrong(route.line(), finding.message() + "; left out");
                    left.remove(route);
                });
    }
}
