package dev.portmux.operator.election;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.apiserver.EmbeddedApiServer;
import dev.portmux.operator.PortMuxOperator;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FenceTest {
    private final AtomicLong seconds = new AtomicLong();
    private final AtomicInteger lost = new AtomicInteger();
    private EmbeddedApiServer server;
    private KubernetesClient client;

    @BeforeEach
    void start() throws IOException {
        server = EmbeddedApiServer.start();
        client = PortMuxOperator.connect(
                server.config(),
                new Fence(Duration.ofSeconds(15), () -> seconds.get() * 1_000_000_000L, lost::incrementAndGet));
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void writesWhileTheLeaseIsGood() {
        renew();
        seconds.set(14);

        write();

        assertThat(lost).hasValue(0);
    }

    @Test
    void writesNothingAfterALongPause() {
        renew();
        seconds.set(16);

        write();

        assertThat(lost).hasValue(1);
    }

    @Test
    void readsAndRenewsAfterALongPause() {
        renew();
        seconds.set(16);

        client.configMaps().inNamespace("shop").list();
        renew();
        write();

        assertThat(lost).hasValue(0);
    }

    @Test
    void writesWithoutAnElection() {
        seconds.set(16);

        write();

        assertThat(lost).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"leases-x", "leases", "coordination.k8s.io"})
    void aNamespaceNamedLikeTheLeasesIsFencedToo(String namespace) {
        renew();
        seconds.set(16);

        write(namespace, "leases");

        assertThat(lost).hasValue(1);
    }

    @Test
    void aWriteBesideTheLeasesDoesNotCountAsRenewal() {
        renew();
        seconds.set(10);
        write("leases", "leases");
        seconds.set(16);

        write();

        assertThat(lost).hasValue(1);
    }

    @Test
    void theOwnerOfTheLeaseDoesNotCountAsRenewal() {
        client.resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withName("portmux")
                        .withNamespace("system")
                        .endMetadata()
                        .build())
                .create();
        renew();
        seconds.set(10);
        new Election(client, "system", "portmux", "operator-1").own();
        seconds.set(16);

        write();

        assertThat(lost).hasValue(1);
    }

    private void renew() {
        client.resource(new LeaseBuilder()
                        .withNewMetadata()
                        .withName("portmux-operator")
                        .withNamespace("system")
                        .endMetadata()
                        .withNewSpec()
                        .withLeaseTransitions((int) seconds.get())
                        .endSpec()
                        .build())
                .serverSideApply();
    }

    private void write() {
        write("shop", "routes");
    }

    private void write(String namespace, String name) {
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .build())
                .serverSideApply();
    }
}
