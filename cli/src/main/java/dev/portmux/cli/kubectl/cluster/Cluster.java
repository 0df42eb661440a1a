package dev.portmux.cli.kubectl.cluster;

import dev.portmux.cli.output.BadInputException;
import dev.portmux.crds.PortMux;
import dev.portmux.operator.PortMuxOperator;
import dev.portmux.routes.InvalidTableException;
import dev.portmux.routes.RoutingTable;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the commands ask of a cluster. What it refuses is a {@link BadInputException} that says why. */
public record Cluster(KubernetesClient client, String namespace) implements AutoCloseable {
    public static Cluster connect(Config config, Optional<String> namespace) {
        var own = namespace.or(() -> Optional.ofNullable(config.getNamespace())).orElse("default");
        try {
            return new Cluster(PortMuxOperator.connect(config), own);
        } catch (KubernetesClientException e) {
            throw new BadInputException(
                    "the certificates or the key of the kubeconfig cannot be used: " + Refusal.reason(e), e);
        }
    }

    /** All of the namespace, or of the cluster, by namespace and name. */
    public List<PortMux> all(boolean everywhere) {
        var asked = client.resources(PortMux.class);
        var right = new Right("list", Right.PORTMUXES, everywhere ? "" : namespace);
        return must(
                        right,
                        () -> (everywhere ? asked.inAnyNamespace() : asked.inNamespace(namespace))
                                .list()
                                .getItems())
                .stream()
                .sorted(Comparator.comparing(
                                (PortMux each) -> each.getMetadata().getNamespace())
                        .thenComparing(each -> each.getMetadata().getName()))
                .toList();
    }

    /** The one with this name. */
    public PortMux named(String name) {
        return find(
                        new Right("get", Right.PORTMUXES, namespace),
                        () -> client.resources(PortMux.class)
                                .inNamespace(namespace)
                                .withName(name)
                                .get())
                .orElseThrow(() -> new BadInputException(
                        "no PortMux \"" + name + "\" in namespace " + namespace + " (there are: " + names() + ")"));
    }

    /** The one that there is in the namespace. */
    public PortMux only() {
        var found = all(false);
        if (found.size() != 1) {
            throw new BadInputException("which PortMux? Namespace " + namespace + " has: " + names());
        }
        return found.getFirst();
    }

    private String names() {
        var names =
                all(false).stream().map(each -> each.getMetadata().getName()).toList();
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    /** The routing table that the sidecars are given, which stays when a later spec is refused. */
    public RoutingTable table(PortMux resource) {
        var name = resource.getMetadata().getName() + "-routes";
        var place = resource.getMetadata().getNamespace();
        var json = find(
                        new Right("get", "configmaps", place),
                        () -> client.configMaps()
                                .inNamespace(place)
                                .withName(name)
                                .get())
                .flatMap(map -> Optional.ofNullable(map.getData()))
                .flatMap(data -> Optional.ofNullable(data.get("routes.json")))
                .orElseThrow(() -> new BadInputException(
                        "PortMux " + place + "/" + resource.getMetadata().getName()
                                + " has no routes in force yet; kubectl portmux status says why"));
        try {
            return RoutingTable.parse(json.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidTableException e) {
            throw new BadInputException(
                    "ConfigMap " + place + "/" + name + ": " + e.getMessage()
                            + " (is this program older than the operator?)",
                    e);
        }
    }

    private <T> Optional<T> find(Right right, Supplier<@Nullable T> question) {
        return must(right, () -> Optional.ofNullable(question.get()));
    }

    private <T> T must(Right right, Supplier<T> question) {
        try {
            return question.get();
        } catch (KubernetesClientException e) {
            throw new Refusal(e, right, server()).sentence();
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
