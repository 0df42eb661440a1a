package dev.portmux.cli.kubectl;

import dev.portmux.cli.check.FileReferences;
import dev.portmux.cli.check.Judgement;
import dev.portmux.cli.check.Judgements;
import dev.portmux.cli.file.PortMuxFile;
import dev.portmux.cli.kubectl.cluster.Backends;
import dev.portmux.cli.kubectl.cluster.Cluster;
import dev.portmux.cli.kubectl.cluster.ClusterOptions;
import dev.portmux.cli.output.BadInputException;
import dev.portmux.cli.output.OutputFormat;
import dev.portmux.crds.PortMux;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
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

/** What is wrong with a PortMux, by the Services that there are. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Says what is wrong with PortMuxes: references to Services that are not there, and routes that can never be",
            "chosen, take from each other or delay each other. Without NAME and FILE all of the namespace.",
            "With -f the file is judged before it is applied, by the Services in it and those of the cluster."
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
public final class CheckCommand implements Callable<Integer> {
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
            throw new BadInputException("NAME, -f and -A: more than one is given (expected: one of them)");
        }
        try (var cluster = options.connect()) {
            var gaps = new LinkedHashSet<String>();
            var code = Judgements.print(
                    judgements(cluster, gaps), format, spec.commandLine().getOut());
            gaps.forEach(gap -> spec.commandLine().getErr().println("not judged: " + gap));
            return code;
        }
    }

    private List<Judgement> judgements(Cluster cluster, Set<String> gaps) {
        if (file != null) {
            return PortMuxFile.readAll(file, cluster.namespace()).stream()
                    .map(each -> Judgement.of(
                            each,
                            resource ->
                                    references(cluster, resource, gaps).before(new FileReferences(each.services()))))
                    .toList();
        }
        var resources = name == null ? cluster.all(everywhere) : List.of(cluster.named(name));
        return resources.stream()
                .map(each -> Judgement.of(each, resource -> references(cluster, resource, gaps)))
                .toList();
    }

    private static LiveReferences references(Cluster cluster, PortMux resource, Set<String> gaps) {
        var backends = Backends.read(cluster, resource);
        gaps.addAll(backends.gaps());
        return new LiveReferences(resource, backends);
    }
}
