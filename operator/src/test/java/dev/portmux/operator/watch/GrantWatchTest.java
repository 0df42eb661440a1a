package dev.portmux.operator.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portmux.apiserver.EmbeddedApiServer;
import dev.portmux.crds.PortMux;
import dev.portmux.crds.PortMuxStatus;
import dev.portmux.operator.OperatorOptions;
import dev.portmux.operator.PortMuxOperator;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.http.Interceptor.RequestTags;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The question whether the cluster has the Gateway API: who asks it, who waits for the answer. */
class GrantWatchTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch began = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);
    private EmbeddedApiServer server;
    private KubernetesClient client;
    private PortMuxOperator operator;

    @BeforeEach
    void start() throws IOException {
        server = EmbeddedApiServer.start();
        client = PortMuxOperator.connect(server.config(), new SlowDiscovery());
        operator = PortMuxOperator.start(client, OperatorOptions.of("example/sidecar:1"));
    }

    @AfterEach
    void stop() {
        answer.countDown();
        operator.close();
        client.close();
        server.close();
    }

    @Test
    void aSlowAnswerKeepsNobodyWhoDoesNotNeedIt() throws InterruptedException {
        apply("foreign", "{name: web, namespace: blog, port: 80}");
        assertThat(began.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

        apply("local", "{name: web, port: 80}");

        await().atMost(LIMIT).until(() -> status("local").isPresent());
        assertThat(status("foreign")).isEmpty();
    }

    @Test
    void oneQuestionAnswersAllWhoNeedIt() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            apply("foreign-" + i, "{name: web, namespace: blog, port: 80}");
        }
        assertThat(began.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        answer.countDown();

        for (int i = 0; i < 5; i++) {
            String name = "foreign-" + i;
            await().atMost(LIMIT).until(() -> status(name).isPresent());
        }
        assertThat(asked).hasValue(1);
    }

    private void apply(String name, String reference) {
        client.resource(Serialization.unmarshal("""
                        apiVersion: portmux.dev/v1alpha1
                        kind: PortMux
                        metadata: {name: %s, namespace: shop}
                        spec:
                          port: 443
                          routes: [{name: web, match: {protocol: http}, backendRef: %s}]
                        """.formatted(name, reference), PortMux.class))
                .create();
    }

    /** The status once the operator has looked at the references, not only taken charge. */
    private Optional<PortMuxStatus> status(String name) {
        return Optional.ofNullable(client.resources(PortMux.class)
                        .inNamespace("shop")
                        .withName(name)
                        .get()
                        .getStatus())
                .filter(status -> !status.conditions().isEmpty());
    }

    private final class SlowDiscovery implements Interceptor {
        @Override
        public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
            if (request.uri().getPath().startsWith("/apis/gateway.networking.k8s.io")) {
                asked.incrementAndGet();
                began.countDown();
                try {
                    answer.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
