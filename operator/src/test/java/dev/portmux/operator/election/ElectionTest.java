package dev.portmux.operator.election;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.portmux.apiserver.EmbeddedApiServer;
import dev.portmux.operator.PortMuxOperator;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What surrounds the framework's election; the election itself is tested on a cluster. */
class ElectionTest {
    private static final String LEASE = "portmux-operator";

    private EmbeddedApiServer server;
    private KubernetesClient client;
    private Election election;
    private LeaseMonitor monitor;

    @BeforeEach
    void start() throws IOException {
        server = EmbeddedApiServer.start();
        client = PortMuxOperator.connect(new ConfigBuilder(server.config())
                .withRequestRetryBackoffLimit(0)
                .build());
        election = new Election(client, "system", "portmux", "operator-1");
        monitor = new LeaseMonitor(client.leases().inNamespace("system").withName(LEASE), _ -> {});
        client.resource(lease("operator-1")).create();
    }

    @AfterEach
    void stop() {
        election.end();
        client.close();
        server.close();
    }

    @Test
    void isRenewedWhileTheLeaseChanges() {
        for (int second = 0; second < 20; second++) {
            renew(second);
            monitor.poll();
        }

        assertThat(monitor.isRenewed()).isTrue();
    }

    @Test
    void isNotRenewedWhenNobodyRenewsTheLease() {
        poll(20);

        assertThat(monitor.isRenewed()).isFalse();
        renew(1);
        monitor.poll();
        assertThat(monitor.isRenewed()).isTrue();
    }

    @Test
    void isNotRenewedWhenNobodyTakesTheLease() {
        client.resource(lease("operator-1")).delete();

        poll(20);

        assertThat(monitor.isRenewed()).isFalse();
    }

    @Test
    void nothingIsKnownWithoutTheApiServer() {
        server.close();

        poll(8);

        assertThat(monitor.isRenewed()).isTrue();
    }

    @Test
    void theHolderReleasesTheLease() {
        election.release();

        assertThat(stored().getSpec().getHolderIdentity()).isNull();
    }

    @Test
    void theLeaseOfAnotherIsLeftAlone() {
        String before = stored().getMetadata().getResourceVersion();

        new Election(client, "system", "portmux", "operator-2").release();

        assertThat(stored().getMetadata().getResourceVersion()).isEqualTo(before);
    }

    @Test
    void sixUnchangedPollsAreAStandstill() {
        monitor.poll();

        poll(5);
        assertThat(monitor.isRenewed()).isTrue();
        poll(1);
        assertThat(monitor.isRenewed()).isFalse();
    }

    @Test
    void theLeaseGoesWithTheDeployment() {
        Deployment owner = client.resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withName("portmux")
                        .withNamespace("system")
                        .endMetadata()
                        .build())
                .create();

        election.own();
        renew(1);

        assertThat(stored().getMetadata().getOwnerReferences())
                .extracting(OwnerReference::getKind, OwnerReference::getUid)
                .containsExactly(tuple("Deployment", owner.getMetadata().getUid()));
        assertThat(stored().getSpec().getHolderIdentity()).isEqualTo("operator-1");
    }

    @Test
    void aLeaseThatWasMadeAgainGetsItsOwnerFromTheLeader() {
        client.resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withName("portmux")
                        .withNamespace("system")
                        .endMetadata()
                        .build())
                .create();

        election.seen(stored());
        assertThat(stored().getMetadata().getOwnerReferences()).isEmpty(); // it does not lead
        election.configuration().getLeaderCallbacks().orElseThrow().onStartLeading();
        election.seen(stored());

        assertThat(stored().getMetadata().getOwnerReferences())
                .extracting(OwnerReference::getKind)
                .containsOnly("Deployment");
    }

    private void poll(int times) {
        for (int i = 0; i < times; i++) {
            monitor.poll();
        }
    }

    private void renew(int transitions) {
        Lease lease = stored();
        lease.getSpec().setLeaseTransitions(transitions);
        client.resource(lease).update();
    }

    private Lease stored() {
        return client.leases().inNamespace("system").withName(LEASE).get();
    }

    private static Lease lease(String holder) {
        return new LeaseBuilder()
                .withNewMetadata()
                .withName(LEASE)
                .withNamespace("system")
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(holder)
                .endSpec()
                .build();
    }
}
