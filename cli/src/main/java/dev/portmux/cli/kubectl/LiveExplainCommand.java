package dev.portmux.cli.kubectl;

import dev.portmux.cli.explain.ExplainOptions;
import dev.portmux.cli.kubectl.cluster.ClusterOptions;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kubectl portmux explain}: what the sidecars of a PortMux do with first bytes, and why. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Says which of the routes in force takes a connection that begins with these bytes, byte by byte.",
            "The bytes are decided on in this process; nothing is sent to the PortMux."
        },
        footer = {
            "",
            "Examples:",
            "  kubectl portmux explain edge --text 'GET / HTTP/1.1\\r\\n'",
            "  kubectl portmux explain edge -n shop --hex 16030100",
            "  kubectl portmux explain edge --capture odd.pcapng -o json"
        })
public final class LiveExplainCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "A PortMux (default: the only one of the namespace).")
    private @Nullable String name;

    @Mixin
    private ExplainOptions bytes = new ExplainOptions();

    @Mixin
    private ClusterOptions options = new ClusterOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try (var cluster = options.connect()) {
            var resource = name == null ? cluster.only() : cluster.named(name);
            bytes.explain(
                    Optional.of(cluster.table(resource)), spec.commandLine().getOut());
            return 0;
        }
    }
}
