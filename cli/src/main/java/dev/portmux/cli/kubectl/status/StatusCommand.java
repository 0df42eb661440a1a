package dev.portmux.cli.kubectl.status;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portmux.cli.kubectl.cluster.Backends;
import dev.portmux.cli.kubectl.cluster.Cluster;
import dev.portmux.cli.kubectl.cluster.ClusterOptions;
import dev.portmux.cli.output.BadInputException;
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

/** What PortMuxes do at this moment. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Shows one PortMux: its routes, their backends and connections, its replicas and the table each has loaded,",
            "and what the overlap proof found. Without NAME all of the namespace, one a line.",
            "Numbers come from the replicas through the API server, which takes the right to get pods/proxy (the role edit",
            "has it, view has not); without it they are left out."
        },
        footer = {
            "",
            "Exit code 0 if all are ready and their ready replicas serve the table in force, 1 if not.",
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
            throw new BadInputException("-A: with the name \"" + name + "\" (expected: one of the two)");
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

    private static StatusReport report(Cluster cluster, PortMux resource) {
        return new StatusReports(resource, Backends.read(cluster, resource), Sidecars.ask(cluster, resource)).report();
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
}
