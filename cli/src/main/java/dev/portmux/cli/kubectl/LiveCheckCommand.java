package dev.portmux.cli.kubectl;

import dev.portmux.cli.check.CheckReport;
import dev.portmux.cli.check.CheckResult;
import dev.portmux.cli.check.FileReferences;
import dev.portmux.cli.file.PortMuxFile;
import dev.portmux.cli.kubectl.cluster.ClusterClient;
import dev.portmux.cli.kubectl.cluster.ClusterOptions;
import dev.portmux.cli.kubectl.cluster.ReferencedServices;
import dev.portmux.cli.output.CommandException;
import dev.portmux.cli.output.OutputFormat;
import dev.portmux.crds.BackendRef;
import dev.portmux.crds.PortMux;
import dev.portmux.planning.reference.ClusterReferences;
import dev.portmux.planning.reference.References;
import dev.portmux.planning.reference.Resolution;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kubectl portmux check}: what is wrong with a PortMux, given the Services of the cluster. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Says what is wrong with PortMuxes: references to missing Services, and routes that can never be chosen, take",
            "connections from each other or delay each other. Without NAME and FILE: all of the namespace.",
            "With -f: checks a file before it is applied, with the Services in it and those of the cluster."
        },
        footer = {
            "",
            "Exit code 1 if there is an error or a warning.",
            "",
            "Examples:",
            "  kubectl portmux check edge -n shop",
            "  kubectl portmux check -A -o json",
            "  kubectl portmux check -f edge.yaml"
        })
public final class LiveCheckCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "A PortMux of the cluster.")
    private @Nullable String name;

    @Option(names = "-f", paramLabel = "FILE", description = "File with PortMuxes.")
    private @Nullable Path file;

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "Of all namespaces.")
    private boolean everywhere;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private OutputFormat format = OutputFormat.text;

    @Mixin
    private ClusterOptions options = new ClusterOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (Stream.of(name != null, file != null, everywhere)
                        .filter(given -> given)
                        .count()
                > 1) {
            throw new CommandException("NAME, -f and -A: more than one is given (expected: one of them)");
        }
        try (var cluster = options.connect()) {
            var gaps = new LinkedHashSet<String>();
            var code = new CheckReport(spec.commandLine().getOut()).print(results(cluster, gaps), format);
            gaps.forEach(gap -> spec.commandLine().getErr().println("not checked: " + gap));
            return code;
        }
    }

    private List<CheckResult> results(ClusterClient cluster, Set<String> gaps) {
        if (file != null) {
            return PortMuxFile.readAll(file, cluster.namespace()).stream()
                    .map(each -> CheckResult.of(
                            each,
                            resource -> new FileFirst(
                                    new FileReferences(each.services()), references(cluster, resource, gaps))))
                    .toList();
        }
        var resources = name == null ? cluster.all(everywhere) : List.of(cluster.named(name));
        return resources.stream()
                .map(each -> CheckResult.of(each, resource -> references(cluster, resource, gaps)))
                .toList();
    }

    private static LiveReferences references(ClusterClient cluster, PortMux resource, Set<String> gaps) {
        var backends = ReferencedServices.read(cluster, resource);
        gaps.addAll(backends.gaps());
        return new LiveReferences(resource, backends);
    }

    /** Resolves references as the operator does. References that the user may not read count as resolved. */
    private record LiveReferences(PortMux resource, ReferencedServices backends) implements References {
        @Override
        public Resolution resolve(String namespace, BackendRef reference) {
            return readable(reference)
                    ? new ClusterReferences(backends).resolve(namespace, reference)
                    : new Resolution.Resolved(List.of());
        }

        @Override
        public Resolution endpoints(String namespace, BackendRef reference) {
            return readable(reference)
                    ? new ClusterReferences(backends).endpoints(namespace, reference)
                    : new Resolution.Resolved(List.of());
        }

        private boolean readable(BackendRef reference) {
            return !reference.refersToService() || backends.readable(ReferencedServices.id(resource, reference));
        }
    }

    /** Resolves references as if the Services of a file were applied. */
    private record FileFirst(FileReferences file, References cluster) implements References {
        @Override
        public Resolution resolve(String namespace, BackendRef reference) {
            return fromFile(namespace, reference).orElseGet(() -> cluster.resolve(namespace, reference));
        }

        @Override
        public Resolution endpoints(String namespace, BackendRef reference) {
            return fromFile(namespace, reference).orElseGet(() -> cluster.endpoints(namespace, reference));
        }

        private Optional<Resolution> fromFile(String namespace, BackendRef reference) {
            var told = file.resolve(namespace, reference);
            return told instanceof Resolution.Unresolved || file.holds(namespace, reference)
                    ? Optional.of(told)
                    : Optional.empty();
        }
    }
}
