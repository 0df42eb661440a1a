package dev.portmux.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.apiserver.EmbeddedApiServer;
import dev.portmux.crds.PortMux;
import dev.portmux.operator.PortMuxOperator;
import dev.portmux.operator.Resources;
import dev.portmux.operator.reconcile.Transitions.EventDraft;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventRecorderTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final EventDraft PROGRAMMED = new EventDraft(true, "Programmed", "all serve");

    private final PortMux edge =
            Resources.edge("{name: git, match: {protocol: ssh}, backendRef: {name: gitea, port: 22}}");
    private final EventRecorder recorder = new EventRecorder("operator-1");
    private EmbeddedApiServer server;
    private KubernetesClient client;

    @BeforeEach
    void start() throws IOException {
        server = EmbeddedApiServer.start();
        client = PortMuxOperator.connect(server.config());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void whatHappensAgainIsASeries() {
        for (int i = 0; i < 200; i++) {
            recorder.record(client, edge, PROGRAMMED, START.plusSeconds(i));
        }

        assertThat(events()).singleElement().satisfies(event -> {
            assertThat(event.getNote()).isEqualTo("all serve");
            assertThat(event.getSeries().getCount()).isEqualTo(191);
        });
    }

    @Test
    void aSeriesEndsWhenItIsQuiet() {
        recorder.record(client, edge, PROGRAMMED, START);
        recorder.record(client, edge, PROGRAMMED, START.plus(Duration.ofHours(2)));

        assertThat(events()).hasSize(2).allMatch(event -> event.getSeries() == null);
    }

    @Test
    void anEventThatIsGoneIsMadeAnew() {
        recorder.record(client, edge, PROGRAMMED, START);
        client.events().v1().events().inNamespace("shop").delete();
        recorder.record(client, edge, PROGRAMMED, START.plusSeconds(60));
        recorder.record(client, edge, PROGRAMMED, START.plusSeconds(61));

        assertThat(events()).hasSize(1);
    }

    @Test
    void whatIsNewEachTimeIsLimitedForEachObject() {
        for (int i = 0; i < 200; i++) {
            recorder.record(client, edge, new EventDraft(false, "UnsupportedValue", "value " + i), START);
        }
        assertThat(events()).hasSize(10);

        PortMux other = Resources.edge();
        other.getMetadata().setUid("another");
        recorder.record(client, other, new EventDraft(false, "UnsupportedValue", "value"), START);
        recorder.record(client, edge, new EventDraft(false, "UnsupportedValue", "later"), START.plusSeconds(61));
        assertThat(events()).hasSize(12);
    }

    private List<Event> events() {
        return client.events().v1().events().inNamespace("shop").list().getItems();
    }
}
