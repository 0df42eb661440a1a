package dev.portmux.cli.kubectl.status;

import dev.portmux.cli.check.CheckResult;
import dev.portmux.cli.check.Diagnostic;
import dev.portmux.cli.kubectl.cluster.ReferencedServices;
import dev.portmux.cli.kubectl.status.StatusReport.RouteRow;
import dev.portmux.cli.kubectl.status.StatusReport.Traffic;
import dev.portmux.crds.PortMux;
import dev.portmux.crds.PortMuxStatus;
import dev.portmux.crds.RouteSpec;
import dev.portmux.planning.reference.Resolution;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Builds the report from what was read of the cluster and the sidecars. Does no I/O. */
record StatusReportBuilder(PortMux resource, ReferencedServices backends, Sidecars sidecars) {
    private static final String RESOLVED = "ResolvedRefs";
    private static final String ACCEPTED = "Accepted";

    StatusReport report() {
        var metadata = resource.getMetadata();
        var spec = resource.getSpec();
        var status = Optional.ofNullable(resource.getStatus());
        var generation = Optional.ofNullable(metadata.getGeneration()).orElse(0L);
        var observed = status.map(PortMuxStatus::observedGeneration).orElse(-1L);
        var conditions = status.map(PortMuxStatus::conditions).orElse(List.of());
        var ready = condition(conditions, "Ready");
        return new StatusReport(
                metadata.getNamespace(),
                metadata.getName(),
                spec.port(),
                status.flatMap(known -> Optional.ofNullable(known.address())),
                generation,
                observed,
                condition(conditions, ACCEPTED)
                        .filter(accepted -> "False".equals(accepted.getStatus()))
                        .isEmpty(),
                observed >= generation
                        && ready.filter(StatusReportBuilder::holds).isPresent(),
                ready.map(Condition::getReason).orElse("Pending"),
                ready.map(Condition::getMessage).orElse(""),
                status.flatMap(known -> Optional.ofNullable(known.table())),
                spec.routes().stream().map(this::row).toList(),
                traffic(""),
                sidecars.replicas(),
                sidecars.gaps().isEmpty(),
                findings(),
                Stream.concat(backends.gaps().stream(), sidecars.gaps().stream())
                        .distinct()
                        .toList());
    }

    private RouteRow row(RouteSpec route) {
        var conditions = Optional.ofNullable(resource.getStatus()).stream()
                .flatMap(status -> status.routes().stream())
                .filter(each -> each.name().equals(route.name()))
                .flatMap(each -> each.conditions().stream())
                .toList();
        var bad = Stream.of(ACCEPTED, RESOLVED)
                .flatMap(type -> condition(conditions, type).stream())
                .filter(condition -> !holds(condition))
                .findFirst();
        return new RouteRow(
                route.name(),
                MatchText.of(route.match(), resource.getSpec().detection()),
                MatchText.of(route),
                bad.map(condition -> words(condition.getReason()))
                        .orElseGet(() -> conditions.isEmpty() ? "not seen by the operator" : endpoints(route)),
                bad.map(Condition::getMessage).orElse(""),
                traffic(route.name()));
    }

    private String endpoints(RouteSpec route) {
        var empty = new ArrayList<String>();
        for (var backend : route.backends()) {
            var ready = backends.ready(resource, backend.reference());
            if (ready.isEmpty()) {
                return "endpoints unknown";
            }
            if (ready.getAsInt() == 0) {
                empty.add(MatchText.of(backend.reference()));
            }
        }
        return empty.isEmpty()
                ? "ok"
                : "no ready endpoints"
                        + (empty.size() == route.backends().size() ? "" : ": " + String.join(", ", empty));
    }

    private Traffic traffic(String route) {
        long open = 0;
        long mismatched = 0;
        var ended = new TreeMap<String, Long>();
        for (var replica : sidecars.replicas()) {
            if (replica.stats().isPresent()) {
                SidecarStats stats = replica.stats().get();
                open += stats.openOf(route);
                mismatched += stats.mismatchedOf(route);
                stats.endedOf(route).forEach((result, count) -> ended.merge(result, count, Long::sum));
            }
        }
        return new Traffic(open, Map.copyOf(ended), mismatched);
    }

    private List<Diagnostic> findings() {
        return CheckResult.of(resource, _ -> (_, _) -> new Resolution.Resolved(List.of()))
                .diagnostics();
    }

    private static Optional<Condition> condition(List<Condition> conditions, String type) {
        return conditions.stream()
                .filter(condition -> type.equals(condition.getType()))
                .findFirst();
    }

    private static boolean holds(Condition condition) {
        return "True".equals(condition.getStatus());
    }

    /** {@code BackendNotFound} as {@code backend not found}. */
    private static String words(String reason) {
        return reason.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
