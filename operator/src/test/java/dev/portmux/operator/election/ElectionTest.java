package dev.portmux.operator.election;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.apiserver.EmbeddedApiServer;
import dev.portmux.operator.PortMuxOperator;
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
    private EmbeddedApiServer server;
    private KubernetesClient client;
    private Election election;

    @BeforeEach
    void start() throws IOException {
        server = EmbeddedApiServer.start();
        client = PortMuxOperator.connect(new ConfigBuilder(server.config())
                .withRequestRetryBackoffLimit(0)
                .build());
        election = new Election(client, "system", "operator-1");
        client.resource(lease("operator-1")).create();
    }

    @AfterEach
    void stop() {
        election.end();
        client.close();
        server.close();
    }

    @Test
    void goesOnWhileSomebodyRenewsTheLease() {
        for (int second = 0; second < 20; second++) {
            renew(second);
            election.look();
        }

        assertThat(election.goesOn()).isTrue();
    }

    @Test
    void standsStillWhenNobodyRenewsTheLease() {
        look(20);

        assertThat(election.goesOn()).isFalse();
        renew(1);
        election.look();
        assertThat(election.goesOn()).isTrue();
    }

    @Test
    void standsStillWhenNobodyTakesTheLease() {
        client.resource(lease("operator-1")).delete();

        look(20);

        assertThat(election.goesOn()).isFalse();
    }

    @Test
    void nothingIsKnownWithoutTheApiServer() {
        server.close();

        look(8);

        assertThat(election.goesOn()).isTrue();
    }

    @Test
    void whoHoldsTheLeaseGivesItUp() {
        election.giveUp();

        assertThat(stored().getSpec().getHolderIdentity()).isNull();
    }

    @Test
    void theLeaseOfAnotherIsLeftAlone() {
        String before = stored().getMetadata().getResourceVersion();

        new Election(client, "system", "operator-2").giveUp();

        assertThat(stored().getMetadata().getResourceVersion()).isEqualTo(before);
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            election.look();
        }
    }

    private void renew(int transitions) {
        Lease lease = stored();
        lease.getSpec().setLeaseTransitions(transitions);
        client.resource(lease).update();
    }

    private Lease stored() {
        return client.leases().inNamespace("system").withName(Election.LEASE).get();
    }

    private static Lease lease(String holder) {
        return new LeaseBuilder()
                .withNewMetadata()
                .withName(Election.LEASE)
                .withNamespace("system")
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(holder)
                .endSpec()
                .build();
    }
}
