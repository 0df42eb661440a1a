package dev.portmux.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.crds.PortMux;
import dev.portmux.crds.PortMuxStatus;
import dev.portmux.operator.Resources;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettlingTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final PortMuxStatus PROGRAMMED = status(3, "True", "Programmed");
    private static final PortMuxStatus LAGS = status(3, "False", "Pending");

    private final PortMux edge =
            Resources.edge("{name: git, match: {protocol: ssh}, backendRef: {name: gitea, port: 22}}");
    private final Settling settling = new Settling();

    @Test
    void anEndpointChangeIsNoChangeOfReadiness() {
        edge.setStatus(PROGRAMMED);

        assertThat(settling.isUnderWay(edge, LAGS, NOW)).isTrue();
        assertThat(settling.isUnderWay(edge, PROGRAMMED, NOW.plusMillis(50))).isFalse();
        assertThat(settling.isUnderWay(edge, LAGS, NOW.plusSeconds(60))).isTrue();
    }

    @Test
    void aReplicaThatStaysBehindIsOne() {
        edge.setStatus(PROGRAMMED);

        assertThat(settling.isUnderWay(edge, LAGS, NOW)).isTrue();
        assertThat(settling.isUnderWay(edge, LAGS, NOW.plusSeconds(4))).isTrue();
        assertThat(settling.isUnderWay(edge, LAGS, NOW.plusSeconds(5))).isFalse();
    }

    @Test
    void aNewSpecIsOneAtOnce() {
        edge.setStatus(status(2, "True", "Programmed"));

        assertThat(settling.isUnderWay(edge, LAGS, NOW)).isFalse();
    }

    @Test
    void anythingElseIsOneAtOnce() {
        edge.setStatus(PROGRAMMED);

        assertThat(settling.isUnderWay(edge, status(3, "False", "NoReadyReplicas"), NOW))
                .isFalse();
        assertThat(settling.isUnderWay(edge, status(3, "False", "ApplyFailed"), NOW))
                .isFalse();
    }

    private static PortMuxStatus status(long generation, String programmed, String reason) {
        return PortMuxStatus.observed(generation)
                .conditions(List.of(new ConditionBuilder()
                        .withType("Programmed")
                        .withStatus(programmed)
                        .withReason(reason)
                        .build()))
                .build();
    }
}
