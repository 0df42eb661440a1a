package dev.portmux.cli.kubectl;

import dev.portmux.cli.kubectl.cluster.ClusterClient;
import dev.portmux.cli.kubectl.cluster.ClusterOptions;
import dev.portmux.cli.kubectl.cluster.Kubeconfig;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Names from the kubeconfig and the cluster that a command line refers to. */
final class LiveNames {
    private static final int MILLIS = 2_000;

    private LiveNames() {}

    static List<String> portMuxes(TypedLine line) {
        return ask(
                line,
                cluster -> cluster.all(false).stream()
                        .map(each -> each.getMetadata().getName())
                        .toList());
    }

    static List<String> namespaces(TypedLine line) {
        return ask(
                line,
                cluster -> cluster.client().namespaces().list().getItems().stream()
                        .map(each -> each.getMetadata().getName())
                        .toList());
    }

    static List<String> contexts(TypedLine line) {
        return Kubeconfig.contexts(config(line));
    }

    private static List<String> ask(TypedLine line, Function<ClusterClient, List<String>> question) {
        var config = config(line);
        config.setConnectionTimeout(MILLIS);
        config.setRequestTimeout(MILLIS);
        try (var cluster = ClusterClient.connect(config, line.value(ClusterOptions.NAMESPACE))) {
            return question.apply(cluster);
        } catch (KubernetesClientException e) {
            return List.of();
        }
    }

    private static Config config(TypedLine line) {
        return Kubeconfig.read(line.value(ClusterOptions.KUBECONFIG).map(Path::of), line.value(ClusterOptions.CONTEXT));
    }
}
