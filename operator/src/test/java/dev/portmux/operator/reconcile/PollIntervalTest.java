package dev.portmux.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.crds.PortMuxStatus;
import dev.portmux.operator.status.Conditions;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PollIntervalTest {
    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void asksReplicasThatLagAtGrowingIntervals() {
        assertThat(again("Pending", 0)).isEqualTo(Duration.ofMillis(50));
        assertThat(again("Pending", 8)).isEqualTo(Duration.ofSeconds(2));
        assertThat(again("Pending", 600)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void onlyConfirmsWhenNoReplicaIsReady() {
        assertThat(again("NoReadyReplicas", 0)).isEqualTo(Duration.ofMinutes(1));
        assertThat(again("Invalid", 0)).isEqualTo(Duration.ofMinutes(1));
    }

    private static Duration again(String reason, long seconds) {
        var programmed = new ConditionBuilder()
                .withType(Conditions.PROGRAMMED)
                .withStatus("False")
                .withReason(reason)
                .withLastTransitionTime(SINCE.toString())
                .build();
        var status = PortMuxStatus.observed(1).conditions(List.of(programmed)).build();
        return PollInterval.after(status, SINCE.plusSeconds(seconds));
    }
}
