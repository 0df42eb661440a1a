package dev.portmux.sidecar;

import static dev.portmux.sidecar.TestTables.json;
import static dev.portmux.sidecar.TestTables.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portmux.apiserver.EmbeddedApiServer;
import dev.portmux.routes.RoutingTable;
import dev.portmux.sidecar.kube.ConfigMapRef;
import dev.portmux.sidecar.kube.KubeApi;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The watch against a Kubernetes API over HTTPS. */
@Timeout(60)
class ConfigMapWatchTest {
    private static final byte[] FIRST = json(route("web", "{'protocol':'http'}", "127.0.0.1:80"));
    private static final byte[] SECOND = json(route("git", "{'protocol':'ssh'}", "127.0.0.1:22"));

    @TempDir
    private Path folder;

    @Test
    void followsItsConfigMapAndNoOther() throws Exception {
        try (EmbeddedApiServer server = EmbeddedApiServer.start();
                KubernetesClient client = new KubernetesClientBuilder()
                        .withConfig(server.config())
                        .build()) {
            client.resource(configMap("other-routes", SECOND)).create();
            client.resource(configMap("edge-routes", FIRST)).create();
            try (Sidecar sidecar = Sidecar.start(TestTables.config()
                    .configMap(new ConfigMapRef(api(server), "shop", "edge-routes"))
                    .build())) {
                awaitLoaded(sidecar, FIRST);
                client.resource(configMap("edge-routes", SECOND)).update();
                awaitLoaded(sidecar, SECOND);
                client.resource(configMap("edge-routes", "{}".getBytes(StandardCharsets.UTF_8)))
                        .update();
                await().untilAsserted(() -> assertThat(
                                TestClient.admin(sidecar, "/metrics").body())
                        .contains("portmux_tables_refused_total 1"));
                awaitLoaded(sidecar, SECOND);
                client.resource(configMap("edge-routes", FIRST)).delete();
                client.resource(configMap("edge-routes", FIRST)).create();
                awaitLoaded(sidecar, FIRST);
            }
        }
    }

    private KubeApi api(EmbeddedApiServer server) throws IOException {
        return new KubeApi(
                server.url(),
                Files.writeString(folder.resolve("ca.crt"), server.caCertificate()),
                Files.writeString(folder.resolve("token"), "secret\n"));
    }

    private static ConfigMap configMap(String name, byte[] json) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("shop")
                .endMetadata()
                .addToData("routes.json", new String(json, StandardCharsets.UTF_8))
                .build();
    }

    private static void awaitLoaded(Sidecar sidecar, byte[] json) {
        String hash = RoutingTable.parse(json).hash();
        await().untilAsserted(() ->
                assertThat(TestClient.admin(sidecar, "/routes").body()).contains("\"hash\":\"" + hash + "\""));
    }
}
