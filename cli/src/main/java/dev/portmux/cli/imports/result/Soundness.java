package dev.portmux.cli.imports.result;

import dev.portmux.cli.imports.source.Report;
import dev.portmux.crds.PortMux;
import dev.portmux.crds.PortMuxSpec;
import dev.portmux.crds.RouteSpec;
import dev.portmux.detection.overlap.Finding;
import dev.portmux.planning.Plan;
import dev.portmux.planning.Planner;
import dev.portmux.planning.Resolution;
import java.util.ArrayList;
import java.util.List;

/** Leaves out what the operator would refuse: other proxies accept rules that can never be reached. */
final class Soundness {
    private final Report report;

    Soundness(Report report) {
        this.report = report;
    }

    List<Written> checked(List<Written> routes) {
        List<Written> left = new ArrayList<>(routes);
        Plan plan = plan(left);
        while (!plan.problems().isEmpty() && removeRefused(left, plan)) {
            plan = plan(left);
        }
        plan.findings().errors().forEach(finding -> removeFound(left, finding));
        return left;
    }

    private static Plan plan(List<Written> routes) {
        PortMux resource = new PortMux();
        List<RouteSpec> specs = routes.stream().map(Written::route).toList();
        PortMuxSpec empty = PortMuxSpec.EMPTY;
        resource.setSpec(
                new PortMuxSpec(1, specs, empty.detection(), null, empty.resources(), empty.pod(), empty.service()));
        return Planner.plan(resource, (namespace, reference) -> new Resolution.Resolved(List.of()));
    }

    private boolean removeRefused(List<Written> left, Plan plan) {
        for (int i = 0; i < plan.routes().size(); i++) {
            if (!plan.routes().get(i).problems().isEmpty()) {
                report.notUnderstood(
                        left.get(i).line(),
                        plan.routes().get(i).problems().getFirst().message());
                left.remove(i);
                return true;
            }
        }
        return false;
    }

    private void removeFound(List<Written> left, Finding finding) {
        left.stream()
                .filter(written -> written.route().name().equals(finding.route()))
                .findFirst()
                .ifPresent(written -> {
                    report.wrong(written.line(), finding.message() + "; left out");
                    left.remove(written);
                });
    }
}
