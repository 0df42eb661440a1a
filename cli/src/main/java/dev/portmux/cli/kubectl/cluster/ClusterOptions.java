package dev.portmux.cli.kubectl.cluster;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that select cluster and namespace, named as in kubectl. */
public final class ClusterOptions {
    public static final String NAMESPACE = "--namespace";
    public static final String CONTEXT = "--context";
    public static final String KUBECONFIG = "--kubeconfig";

    @Option(
            names = {"-n", NAMESPACE},
            paramLabel = "NAMESPACE",
            description = "Namespace (default: that of the context).")
    private @Nullable String namespace;

    @Option(
            names = CONTEXT,
            paramLabel = "CONTEXT",
            description = "Context of the kubeconfig (default: its current one).")
    private @Nullable String context;

    @Option(
            names = KUBECONFIG,
            paramLabel = "FILE",
            description = "Kubeconfig (default: $$KUBECONFIG, or ~/.kube/config).")
    private @Nullable Path kubeconfig;

    /**
     * Connects to the cluster that the options name.
     *
     * @throws dev.portmux.cli.output.CommandException if the kubeconfig does not say which cluster
     */
    public ClusterClient connect() {
        var config = Kubeconfig.read(Optional.ofNullable(kubeconfig), Optional.ofNullable(context));
        return ClusterClient.connect(config, Optional.ofNullable(namespace));
    }
}
