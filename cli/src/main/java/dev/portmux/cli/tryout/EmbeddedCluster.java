package dev.portmux.cli.tryout;

import dev.portmux.apiserver.EmbeddedApiServer;
import dev.portmux.cli.output.CommandException;
import dev.portmux.cli.tryout.server.DemoServer;
import dev.portmux.cli.tryout.server.Loopback;
import dev.portmux.crds.PortMux;
import dev.portmux.sidecar.Sidecar;
import dev.portmux.sidecar.kube.KubeApi;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The embedded Kubernetes API with the definition, the Services and the PortMux. */
final class EmbeddedCluster implements AutoCloseable {
    public static final String NAMESPACE = "demo";
    public static final String PORT_MUX = "edge";

    private static final String PORT_NAME = "main";
    private static final int PATIENCE_SECONDS = 30;

    private final EmbeddedApiServer api;
    private final KubernetesClient client;

    private EmbeddedCluster(EmbeddedApiServer api, KubernetesClient client) {
        this.api = api;
        this.client = client;
    }

    public static EmbeddedCluster start(CustomResourceDefinition definition) throws IOException {
        var api = EmbeddedApiServer.start();
        var client = new KubernetesClientBuilder().withConfig(api.config()).build();
        client.resource(definition).create();
        return new EmbeddedCluster(api, client);
    }

    public KubernetesClient client() {
        return client;
    }

    public String url() {
        return api.url().toString();
    }

    /** What the kubelet puts into each pod: the API's certificate and a token. */
    public KubeApi access(Path directory) throws IOException {
        Files.createDirectories(directory);
        var certificate = Files.writeString(directory.resolve("ca.crt"), api.caCertificate());
        var token = Files.writeString(
                directory.resolve("token"), client.getConfiguration().getOauthToken());
        return new KubeApi(api.url(), certificate, token);
    }

    /** Makes a headless Service whose endpoint is the backend: the Service has the protocol's usual port. */
    public void expose(DemoServer backend, int servicePort) {
        client.resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withNamespace(NAMESPACE)
                        .withName(backend.name())
                        .endMetadata()
                        .withNewSpec()
                        .withClusterIP("None")
                        .addNewPort()
                        .withName(PORT_NAME)
                        .withPort(servicePort)
                        .endPort()
                        .endSpec()
                        .build())
                .create();
        client.resource(new EndpointSliceBuilder()
                        .withNewMetadata()
                        .withNamespace(NAMESPACE)
                        .withName(backend.name() + "-1")
                        .addToLabels("kubernetes.io/service-name", backend.name())
                        .endMetadata()
                        .withAddressType("IPv4")
                        .addNewEndpoint()
                        .withAddresses(Loopback.HOST)
                        .withNewConditions()
                        .withReady(true)
                        .endConditions()
                        .endEndpoint()
                        .addNewPort()
                        .withName(PORT_NAME)
                        .withPort(backend.port())
                        .endPort()
                        .build())
                .create();
    }

    /** As {@code kubectl apply --server-side} does. */
    public PortMux apply(PortMux resource) {
        return client.resource(resource)
                .patch(new PatchContext.Builder()
                        .withPatchType(PatchType.SERVER_SIDE_APPLY)
                        .withFieldManager("portmux-try")
                        .withForce(true)
                        .build());
    }

    /**
     * Waits until every sidecar has what was applied.
     *
     * @param sidecar a failure of which ends the wait
     * @throws CommandException if the operator refuses it, or if it takes too long, with what the status says
     */
    public PortMux settle(PortMux applied, CompletableFuture<Sidecar> sidecar)
            throws InterruptedException, ExecutionException {
        var generation = applied.getMetadata().getGeneration();
        var resource = client.resources(PortMux.class).inNamespace(NAMESPACE).withName(PORT_MUX);
        var settled = resource.informOnCondition(seen -> seen.stream()
                .anyMatch(it -> is(it, "Programmed", "True", generation) || is(it, "Accepted", "False", generation)));
        sidecar.exceptionally(error -> {
            settled.completeExceptionally(error);
            throw new CompletionException(error);
        });
        try {
            var seen = settled.get(PATIENCE_SECONDS, TimeUnit.SECONDS).getFirst();
            if (is(seen, "Accepted", "False", generation)) {
                throw new CommandException(notTrue(seen));
            }
            return seen;
        } catch (TimeoutException e) {
            throw new CommandException("not in effect after " + PATIENCE_SECONDS + " s: " + notTrue(resource.get()), e);
        } finally {
            settled.cancel(true);
        }
    }

    private static boolean is(@Nullable PortMux seen, String type, String status, long generation) {
        return conditions(seen).stream()
                .anyMatch(condition -> condition.getType().equals(type)
                        && condition.getStatus().equals(status)
                        && condition.getObservedGeneration() == generation);
    }

    private static String notTrue(@Nullable PortMux seen) {
        return conditions(seen).stream()
                .filter(condition -> !condition.getStatus().equals("True"))
                .map(condition -> condition.getType() + ": " + condition.getMessage())
                .collect(Collectors.joining("; "));
    }

    private static List<Condition> conditions(@Nullable PortMux seen) {
        return seen == null || seen.getStatus() == null
                ? List.of()
                : seen.getStatus().conditions();
    }

    @Override
    public void close() {
        client.close();
        api.close();
    }
}
