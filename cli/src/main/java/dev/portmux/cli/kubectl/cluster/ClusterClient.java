package dev.portmux.cli.kubectl.cluster;

import dev.portmux.cli.output.CommandException;
import dev.portmux.crds.PortMux;
import dev.portmux.operator.PortMuxOperator;
import dev.portmux.routes.InvalidTableException;
import dev.portmux.routes.RoutingTable;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The queries of the commands. One that the cluster refuses ends in a {@link CommandException} that says why. */
public record ClusterClient(KubernetesClient client, String namespace) implements AutoCloseable {
    public static ClusterClient connect(Config config, Optional<String> namespace) {
        var own = namespace.or(() -> Optional.ofNullable(config.getNamespace())).orElse("default");
        try {
            return new ClusterClient(PortMuxOperator.connect(config), own);
        } catch (KubernetesClientException e) {
            throw new CommandException(
                    "the certificates or the key of the kubeconfig cannot be used: " + ApiError.reason(e), e);
        }
    }

    /** All PortMuxes of the namespace, or of the cluster, sorted by namespace and name. */
    public List<PortMux> all(boolean everywhere) {
        var asked = client.resources(PortMux.class);
        var permission = new RequiredPermission("list", RequiredPermission.PORTMUXES, everywhere ? "" : namespace);
        return must(
                        permission,
                        () -> (everywhere ? asked.inAnyNamespace() : asked.inNamespace(namespace))
                                .list()
                                .getItems())
                .stream()
                .sorted(Comparator.comparing(
                                (PortMux each) -> each.getMetadata().getNamespace())
                        .thenComparing(each -> each.getMetadata().getName()))
                .toList();
    }

    /** The PortMux with this name. */
    public PortMux named(String name) {
        return find(
                        new RequiredPermission("get", RequiredPermission.PORTMUXES, namespace),
                        () -> client.resources(PortMux.class)
                                .inNamespace(namespace)
                                .withName(name)
                                .get())
                .orElseThrow(() -> new CommandException(
                        "no PortMux \"" + name + "\" in namespace " + namespace + " (there are: " + names() + ")"));
    }

    /** The only PortMux of the namespace. */
    public PortMux only() {
        var found = all(false);
        if (found.size() != 1) {
            throw new CommandException("which PortMux? Namespace " + namespace + " has: " + names());
        }
        return found.getFirst();
    }

    private String names() {
        var names =
                all(false).stream().map(each -> each.getMetadata().getName()).toList();
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    /** The routing table in force, which stays when a later spec is refused. */
    public RoutingTable table(PortMux resource) {
        var name = resource.getMetadata().getName() + "-routes";
        var place = resource.getMetadata().getNamespace();
        var json = find(
                        new RequiredPermission("get", "configmaps", place),
                        () -> client.configMaps()
                                .inNamespace(place)
                                .withName(name)
                                .get())
                .flatMap(map -> Optional.ofNullable(map.getData()))
                .flatMap(data -> Optional.ofNullable(data.get("routes.json")))
                .orElseThrow(() -> new CommandException(
                        "PortMux " + place + "/" + resource.getMetadata().getName()
                                + " has no routes in force yet; kubectl portmux status says why"));
        try {
            return RoutingTable.parse(json.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidTableException e) {
            throw new CommandException(
                    "ConfigMap " + place + "/" + name + ": " + e.getMessage()
                            + " (is this program older than the operator?)",
                    e);
        }
    }

    /** The sidecar pods of a PortMux; none before the operator has seen it. */
    public List<Pod> sidecars(PortMux resource) {
        var place = resource.getMetadata().getNamespace();
        return Optional.ofNullable(resource.getStatus())
                .flatMap(status -> Optional.ofNullable(status.selector()))
                .map(selector -> must(
                        new RequiredPermission("list", "pods", place),
                        () -> client.pods()
                                .inNamespace(place)
                                .withLabelSelector(selector)
                                .list()
                                .getItems()))
                .orElse(List.of());
    }

    private <T> Optional<T> find(RequiredPermission permission, Supplier<@Nullable T> question) {
        return must(permission, () -> Optional.ofNullable(question.get()));
    }

    private <T> T must(RequiredPermission permission, Supplier<T> question) {
        try {
            return question.get();
        } catch (KubernetesClientException e) {
            throw new ApiError(e, permission, server()).sentence();
        }
    }

    public String server() {
        return client.getMasterUrl().toString().replaceFirst("/$", "");
    }

    @Override
    public void close() {
        client.close();
    }
}
