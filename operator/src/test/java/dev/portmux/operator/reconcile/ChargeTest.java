package dev.portmux.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.apiserver.EmbeddedApiServer;
import dev.portmux.crds.PortMux;
import dev.portmux.operator.PortMuxOperator;
import dev.portmux.operator.Resources;
import dev.portmux.operator.reconcile.Charge.Verdict;
import dev.portmux.operator.reconcile.Charge.Verdict.Ours;
import dev.portmux.operator.reconcile.Charge.Verdict.Theirs;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChargeTest {
    private static final String ROUTE = "{name: git, match: {protocol: ssh}, backendRef: {name: gitea, port: 22}}";

    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final Charge first = new Charge("a/portmux", clock);
    private final Charge second = new Charge("b/portmux", clock);
    private EmbeddedApiServer server;
    private KubernetesClient client;

    @BeforeEach
    void start() throws IOException {
        server = EmbeddedApiServer.start();
        client = PortMuxOperator.connect(server.config());
        PortMux edge = Resources.edge(ROUTE);
        edge.getMetadata().setUid(null);
        client.resource(edge).create();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void whoComesFirstIsInCharge() {
        assertThat(first.decide(stored(), client)).isInstanceOf(Ours.class);

        assertThat(stored().getStatus().operator()).isEqualTo("a/portmux");
        assertThat(second.decide(stored(), client)).isEqualTo(new Theirs("a/portmux", true, Charge.PATIENCE));
        assertThat(first.decide(stored(), client)).isInstanceOf(Ours.class);
    }

    @Test
    void anotherReplicaOfTheSameInstallationGoesOn() {
        first.decide(stored(), client);

        assertThat(new Charge("a/portmux", clock).decide(stored(), client)).isInstanceOf(Ours.class);
    }

    @Test
    void whoHasSeenAnOlderObjectIsNotInCharge() {
        PortMux seenByBoth = stored();
        first.decide(seenByBoth, client);

        assertThat(second.decide(seenByBoth, client)).isInstanceOf(Theirs.class);
        assertThat(stored().getStatus().operator()).isEqualTo("a/portmux");
    }

    @Test
    void whoAnswersStaysInChargeAndTellsOfTheOther() {
        first.decide(stored(), client);
        second.decide(stored(), client);
        assertThat(stored().getStatus().challenger()).isEqualTo("b/portmux");

        assertThat(challenger(first.decide(stored(), client))).contains("b/portmux");
        assertThat(stored().getStatus().challenger()).isNull();
        pass(Charge.PATIENCE);
        assertThat(second.decide(stored(), client))
                .isEqualTo(new Theirs("a/portmux", false, Charge.INTERVAL.minus(Charge.PATIENCE)));
        assertThat(stored().getStatus().challenger()).isNull();
        assertThat(challenger(first.decide(stored(), client))).contains("b/portmux");
    }

    @Test
    void asksAgainFromTimeToTimeAndIsForgottenWhenItDoesNot() {
        first.decide(stored(), client);
        second.decide(stored(), client);
        first.decide(stored(), client);

        pass(Charge.INTERVAL);
        second.decide(stored(), client);
        assertThat(stored().getStatus().challenger()).isEqualTo("b/portmux");
        first.decide(stored(), client);
        pass(Charge.INTERVAL.multipliedBy(2));
        assertThat(challenger(first.decide(stored(), client))).isEmpty();
    }

    @Test
    void oneThatIsGoneIsReplacedAndLeavesItToTheOtherWhenItComesBack() {
        first.decide(stored(), client);
        second.decide(stored(), client);

        pass(Charge.PATIENCE.minusSeconds(1));
        assertThat(second.decide(stored(), client)).isInstanceOf(Theirs.class);
        pass(Duration.ofSeconds(1));
        assertThat(second.decide(stored(), client)).isInstanceOf(Ours.class);

        assertThat(stored().getStatus().operator()).isEqualTo("b/portmux");
        assertThat(stored().getStatus().challenger()).isNull();
        assertThat(first.decide(stored(), client)).isInstanceOf(Theirs.class);
    }

    @Test
    void aQuestionOfItsLifeBeforeCountsFromNow() {
        first.decide(stored(), client);
        second.decide(stored(), client);
        pass(Charge.INTERVAL);
        Charge restarted = new Charge("b/portmux", clock);

        assertThat(restarted.decide(stored(), client)).isEqualTo(new Theirs("a/portmux", true, Charge.PATIENCE));
        pass(Charge.PATIENCE);
        assertThat(restarted.decide(stored(), client)).isInstanceOf(Ours.class);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private static Optional<String> challenger(Verdict verdict) {
        return ((Ours) verdict).challenger();
    }

    private PortMux stored() {
        return client.resources(PortMux.class)
                .inNamespace("shop")
                .withName("edge")
                .get();
    }
}
