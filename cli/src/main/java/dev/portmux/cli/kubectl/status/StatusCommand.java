package dev.portmux.cli.kubectl.status;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portmux.cli.kubectl.cluster.ClusterClient;
import dev.portmux.cli.kubectl.cluster.ClusterOptions;
import dev.portmux.cli.kubectl.cluster.ReferencedServices;
import dev.portmux.cli.output.CommandException;
import dev.portmux.cli.output.Commands;
import dev.portmux.crds.PortMux;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kubectl portmux status}: what PortMuxes are doing now. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Shows one PortMux: its routes, their backends and connections, its replicas and the table each has loaded,",
            "and the findings of the overlap proof. Without NAME: all of the namespace, one per line.",
            "Counts come from the replicas through the API server. That needs the right to get pods/proxy, which the role edit",
            "has and view has not; without it, counts are left out."
        },
        footer = {
            "",
            "Exit code 0 if all are ready, no replica is missing, all serve the table in force and every route has ready",
            "endpoints, otherwise 1.",
            "",
            "Examples:",
            "  kubectl portmux status edge -n shop",
            "  kubectl portmux status -A",
            "  kubectl portmux status edge -o json | jq '.routes[] | {name, open}'"
        })
public final class StatusCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "A PortMux.")
    private @Nullable String name;

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "Of all namespaces.")
    private boolean everywhere;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private StatusFormat format = StatusFormat.text;

    @Mixin
    private ClusterOptions options = new ClusterOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (name != null && everywhere) {
            throw new CommandException("-A: with the name \"" + name + "\" (expected: one of the two)");
        }
        try (var cluster = options.connect()) {
            if (name != null) {
                var report = report(cluster, cluster.named(name));
                print(report);
                return report.good() ? 0 : Commands.NO;
            }
            var reports = cluster.all(everywhere).stream()
                    .map(resource -> report(cluster, resource))
                    .toList();
            if (reports.isEmpty() && format == StatusFormat.text) {
                spec.commandLine()
                        .getErr()
                        .println("no PortMux" + (everywhere ? "" : " in namespace " + cluster.namespace()));
            } else {
                print(reports);
            }
            return reports.stream().allMatch(StatusReport::good) ? 0 : Commands.NO;
        }
    }

    private static StatusReport report(ClusterClient cluster, PortMux resource) {
        return new StatusReportBuilder(
                        resource, ReferencedServices.read(cluster, resource), Sidecars.ask(cluster, resource))
                .report();
    }

    private void print(StatusReport report) {
        var out = spec.commandLine().getOut();
        switch (format) {
            case text -> new StatusText(out, Instant.now()).print(report);
            case json, yaml -> print(StatusJson.of(report));
        }
    }

    private void print(List<StatusReport> reports) {
        switch (format) {
            case text -> new OverviewText(spec.commandLine().getOut()).print(reports);
            case json, yaml -> print(StatusJson.of(reports));
        }
    }

    private void print(JsonNode json) {
        var out = spec.commandLine().getOut();
        out.println(format == StatusFormat.json ? json.toPrettyString() : Serialization.asYaml(json));
        out.flush();
    }

    /** The values of {@code -o}. */
    private enum StatusFormat {
        text,
        json,
        yaml
    }
}
