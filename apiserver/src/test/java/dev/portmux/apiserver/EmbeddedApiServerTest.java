package dev.portmux.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EmbeddedApiServerTest {
    private static EmbeddedApiServer server;
    private static KubernetesClient client;

    @BeforeAll
    static void start() throws Exception {
        server = EmbeddedApiServer.start();
        client = new KubernetesClientBuilder().withConfig(server.config()).build();
    }

    @AfterEach
    void empty() {
        client.configMaps().inNamespace("shop").delete();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Test
    void applyCreatesAndThenUpdates() {
        var created = apply("operator", configMap("routes", Map.of("a", "1")));
        var updated = apply("operator", configMap("routes", Map.of("a", "2")));

        assertThat(created.getMetadata().getUid())
                .isEqualTo(updated.getMetadata().getUid());
        assertThat(updated.getData()).containsExactly(Map.entry("a", "2"));
        assertThat(updated.getMetadata().getManagedFields())
                .singleElement()
                .satisfies(entry -> assertThat(entry.getManager()).isEqualTo("operator"));
    }

    @Test
    void everybodyMayDoEverything() {
        var asked = client.authorization()
                .v1()
                .selfSubjectRulesReview()
                .create(new SelfSubjectRulesReviewBuilder()
                        .withNewSpec()
                        .withNamespace("shop")
                        .endSpec()
                        .build());

        assertThat(asked.getStatus().getResourceRules())
                .singleElement()
                .satisfies(rule -> assertThat(rule.getVerbs()).containsExactly("*"));
    }

    @Test
    void theSameApplyAgainChangesNothing() {
        var first = apply("operator", configMap("routes", Map.of("a", "1")));
        var second = apply("operator", configMap("routes", Map.of("a", "1")));

        assertThat(second).isEqualTo(first);
    }

    @Test
    void aFieldNoLongerAppliedIsRemovedUnlessAnotherManagerAppliesIt() {
        apply("operator", configMap("routes", Map.of("a", "1", "b", "1", "c", "1")));
        apply("person", configMap("routes", Map.of("b", "1", "d", "1")));

        var result = apply("operator", configMap("routes", Map.of("a", "1")));

        assertThat(result.getData()).containsOnlyKeys("a", "b", "d");
    }

    @Test
    void anApplyOfAnOldVersionIsAConflict() {
        apply("operator", configMap("routes", Map.of("a", "1")));
        var old = configMap("routes", Map.of("a", "2"))
                .edit()
                .editMetadata()
                .withResourceVersion("0")
                .endMetadata()
                .build();

        assertThat(catchThrowableOfType(KubernetesClientException.class, () -> apply("operator", old))
                        .getCode())
                .isEqualTo(409);
    }

    @Test
    void theEndOfAnOwnerIsTheEndOfWhatItOwns() {
        var owner = client.resource(configMap("owner", Map.of())).create();
        client.resource(owned("owned", owner)).create();

        client.resource(owner).delete();

        assertThat(client.configMaps().inNamespace("shop").list().getItems()).isEmpty();
    }

    @Test
    void whatIsCreatedAfterTheEndOfItsOwnerEndsToo() {
        var owner = client.resource(configMap("owner", Map.of())).create();
        client.resource(owner).delete();

        client.resource(owned("owned", owner)).create();

        assertThat(client.configMaps().inNamespace("shop").list().getItems()).isEmpty();
    }

    @Test
    void anInformerSeesWhatHappens() throws Exception {
        var events = new LinkedBlockingQueue<String>();
        try (var informer = client.configMaps().inNamespace("shop").inform(new Recorder(events))) {
            apply("operator", configMap("routes", Map.of("a", "1")));
            assertThat(events.poll(5, TimeUnit.SECONDS)).isEqualTo("added routes");
            apply("operator", configMap("routes", Map.of("a", "2")));
            assertThat(events.poll(5, TimeUnit.SECONDS)).isEqualTo("updated routes");
            client.configMaps().inNamespace("shop").withName("routes").delete();
            assertThat(events.poll(5, TimeUnit.SECONDS)).isEqualTo("deleted routes");
            assertThat(informer.isWatching()).isTrue();
        }
    }

    @Test
    void aPodIsAskedThroughTheServer() throws Exception {
        var pod = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        pod.createContext("/metrics", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("up 1".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        pod.start();
        client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace("shop")
                        .withName("edge-1")
                        .endMetadata()
                        .withNewStatus()
                        .withPodIP("127.0.0.1")
                        .endStatus()
                        .build())
                .create();
        var path = "/api/v1/namespaces/shop/pods/edge-1:" + pod.getAddress().getPort() + "/proxy/metrics";

        assertThat(client.raw(path)).isEqualTo("up 1");
        pod.stop(0);
        assertThat(catchThrowableOfType(KubernetesClientException.class, () -> client.raw(path))
                        .getCode())
                .isEqualTo(503);
    }

    private static ConfigMap owned(String name, ConfigMap owner) {
        return configMap(name, Map.of())
                .edit()
                .editMetadata()
                .addNewOwnerReference()
                .withApiVersion("v1")
                .withKind("ConfigMap")
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .endOwnerReference()
                .endMetadata()
                .build();
    }

    private static ConfigMap apply(String manager, ConfigMap map) {
        return client.resource(map)
                .patch(new PatchContext.Builder()
                        .withPatchType(PatchType.SERVER_SIDE_APPLY)
                        .withFieldManager(manager)
                        .withForce(true)
                        .build());
    }

    private static ConfigMap configMap(String name, Map<String, String> data) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName(name)
                .endMetadata()
                .withData(data)
                .build();
    }

    private record Recorder(LinkedBlockingQueue<String> events) implements ResourceEventHandler<ConfigMap> {
        @Override
        public void onAdd(ConfigMap map) {
            events.add("added " + map.getMetadata().getName());
        }

        @Override
        public void onUpdate(ConfigMap before, ConfigMap map) {
            events.add("updated " + map.getMetadata().getName());
        }

        @Override
        public void onDelete(ConfigMap map, boolean finalStateUnknown) {
            events.add("deleted " + map.getMetadata().getName());
        }
    }
}
