package dev.portmux.operator;

import static org.awaitility.Awaitility.await;

import dev.portmux.apiserver.EmbeddedApiServer;
import dev.portmux.crds.PortMux;
import dev.portmux.operator.render.RoutesConfigMap;
import dev.portmux.operator.status.Conditions;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/**
 * Uses an operator as a cluster does while the JVM records what it loads: starts it with the command line given, lets it
 * program one PortMux, and ends it with SIGTERM. {@code images/Program.java} runs this.
 */
final class ImageTraining {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private ImageTraining() {}

    public static void main(String[] command) throws IOException, InterruptedException {
        var kubeconfig = Files.createTempFile("portmux-training", ".yaml");
        try (var server = EmbeddedApiServer.start();
                var client = PortMuxOperator.connect(server.config());
                var sidecar = new FakeSidecar()) {
            Files.writeString(kubeconfig, kubeconfig(server));
            var builder = new ProcessBuilder(command).inheritIO();
            builder.environment().put("KUBECONFIG", kubeconfig.toString());
            builder.environment().put("PORTMUX_SIDECAR_IMAGE", "example/sidecar:1");
            builder.environment().put("PORTMUX_HTTP_PORT", "0");
            // As the chart has it: an election loads classes of its own (0.6 MB of the cache).
            builder.environment().put("PORTMUX_LEADER_ELECTION", "true");
            builder.environment().put("POD_NAMESPACE", "default");
            // The client's own ten seconds are too few for a machine that builds several things at once.
            builder.environment().put("KUBERNETES_REQUEST_TIMEOUT", "90000");
            var operator = builder.start();
            try {
                use(client, sidecar, operator);
                operator.destroy();
                if (!operator.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IllegalStateException(
                            "the operator still runs " + LIMIT.toSeconds() + " s after SIGTERM");
                }
            } finally {
                operator.destroyForcibly();
            }
        } finally {
            Files.delete(kubeconfig);
        }
    }

    private static void use(KubernetesClient client, FakeSidecar sidecar, Process operator) {
        client.resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName("web")
                        .withNamespace("shop")
                        .endMetadata()
                        .withNewSpec()
                        .withClusterIP("10.96.0.1")
                        .addNewPort()
                        .withPort(80)
                        .endPort()
                        .endSpec()
                        .build())
                .create();
        client.resource(sidecar.pod("shop", "edge", "edge-1")).create();
        client.resource(Serialization.unmarshal("""
                        apiVersion: portmux.dev/v1alpha1
                        kind: PortMux
                        metadata: {name: edge, namespace: shop}
                        spec:
                          port: 443
                          routes: [{name: web, match: {protocol: http}, backendRef: {name: web, port: 80}}]
                        """, PortMux.class)).create();
        sidecar.reports(() -> table(client));
        await().atMost(LIMIT)
                .failFast("the operator ended", () -> !operator.isAlive())
                .ignoreExceptions()
                .until(() ->
                        client
                                .resources(PortMux.class)
                                .inNamespace("shop")
                                .withName("edge")
                                .get()
                                .getStatus()
                                .conditions()
                                .stream()
                                .anyMatch(condition -> condition.getType().equals(Conditions.PROGRAMMED)
                                        && condition.getStatus().equals("True")));
    }

    private static String table(KubernetesClient client) {
        var written =
                client.configMaps().inNamespace("shop").withName("edge-routes").get();
        return RoutesConfigMap.read(written).orElseThrow().hash();
    }

    private static String kubeconfig(EmbeddedApiServer server) {
        return """
                apiVersion: v1
                kind: Config
                clusters: [{name: embedded, cluster: {server: "%s", certificate-authority-data: %s}}]
                users: [{name: operator, user: {token: embedded}}]
                contexts: [{name: embedded, context: {cluster: embedded, user: operator, namespace: default}}]
                current-context: embedded
                """.formatted(
                server.url(),
                Base64.getEncoder().encodeToString(server.caCertificate().getBytes(StandardCharsets.US_ASCII)));
    }
}
