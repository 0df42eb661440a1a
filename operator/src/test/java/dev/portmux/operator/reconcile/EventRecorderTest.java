package dev.portmux.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.apiserver.EmbeddedApiServer;
import dev.portmux.crds.PortMux;
import dev.portmux.operator.PortMuxOperator;
import dev.portmux.operator.Resources;
import dev.portmux.operator.reconcile.Transitions.EventDraft;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventRecorderTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final EventDraft PROGRAMMED = new EventDraft(true, "Programmed", "all serve");

    private final PortMux edge =
            Resources.edge("{name: git, match: {protocol: ssh}, backendRef: {name: gitea, port: 22}}");
    private final EventRecorder recorder = new EventRecorder("operator-1");
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private EmbeddedApiServer server;
    private KubernetesClient client;

    @BeforeEach
    void start() throws IOException {
        server = EmbeddedApiServer.start();
        client = PortMuxOperator.connect(server.config(), new Interceptor() {
            @Override
            public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
                requests.add(request.method() + " " + request.uri().getPath().replaceAll("(?<=/events)/.*", "/NAME"));
            }
        });
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

        String events = "/apis/events.k8s.io/v1/namespaces/shop/events";
        assertThat(requests).containsOnly("POST " + events, "PATCH " + events + "/NAME");
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
        assertThat(events()).hasSize(25);

        PortMux other = Resources.edge();
        other.getMetadata().setUid("another");
        recorder.record(client, other, new EventDraft(false, "UnsupportedValue", "value"), START);
        recorder.record(client, edge, new EventDraft(false, "UnsupportedValue", "later"), START.plusSeconds(61));
        assertThat(events()).hasSize(27);
    }

    private List<Event> events() {
        return client.events().v1().events().inNamespace("shop").list().getItems();
    }
}
