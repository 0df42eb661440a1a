package dev.portmux.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.crds.PortMux;
import dev.portmux.crds.PortMuxStatus;
import dev.portmux.operator.Resources;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PauseTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void onlyTrueIsPaused() {
        assertThat(Pause.isSet(edge(3, Map.of()))).isFalse();
        assertThat(Pause.isSet(edge(3, Map.of("portmux.dev/paused", "false")))).isFalse();
        assertThat(Pause.isSet(edge(3, Map.of("portmux.dev/paused", "true")))).isTrue();
    }

    @Test
    void theAnnotationCountsAsAChangeThoughTheGenerationStays() {
        PortMux running = edge(3, Map.of());
        PortMux paused = edge(3, Map.of("portmux.dev/paused", "true"));
        Pause.OrSpecChanged changes = new Pause.OrSpecChanged();

        assertThat(changes.accept(paused, running)).isTrue();
        assertThat(changes.accept(running, paused)).isTrue();
        assertThat(changes.accept(edge(4, Map.of()), running)).isTrue();
        assertThat(changes.accept(edge(3, Map.of("other", "true")), running)).isFalse();
    }

    @Test
    void keepsTheStatusOfTheTimeBefore() {
        Condition ready = condition("Ready");
        PortMux resource = edge(4, Map.of("portmux.dev/paused", "true"));
        resource.setStatus(PortMuxStatus.observed(3)
                .conditions(List.of(ready))
                .address("10.0.0.1")
                .table("a41f09c7")
                .replicas(2)
                .selector("a=b")
                .build());

        PortMuxStatus status = Pause.status(resource, NOW);

        assertThat(status.observedGeneration()).isEqualTo(3);
        assertThat(status.address()).isEqualTo("10.0.0.1");
        assertThat(status.conditions()).first().isEqualTo(ready);
        assertThat(status.conditions().getLast())
                .extracting(Condition::getType, Condition::getStatus, Condition::getObservedGeneration)
                .containsExactly("Paused", "True", 4L);
    }

    @Test
    void sameStatusAgainIsNoChange() {
        PortMux resource = edge(4, Map.of("portmux.dev/paused", "true"));
        resource.setStatus(Pause.status(resource, NOW));

        assertThat(Pause.status(resource, NOW.plusSeconds(60))).isEqualTo(resource.getStatus());
    }

    private static PortMux edge(long generation, Map<String, String> annotations) {
        PortMux edge = Resources.edge("{name: git, match: {protocol: ssh}, backendRef: {name: gitea, port: 22}}");
        edge.getMetadata().setGeneration(generation);
        edge.getMetadata().setAnnotations(annotations);
        return edge;
    }

    private static Condition condition(String type) {
        return new ConditionBuilder()
                .withType(type)
                .withStatus("True")
                .withReason(type)
                .withMessage("")
                .withObservedGeneration(3L)
                .withLastTransitionTime("2026-01-01T00:00:00Z")
                .build();
    }
}
