package dev.portmux.operator.reconcile;

import dev.portmux.crds.PortMuxStatus;
import dev.portmux.operator.status.Conditions;
import dev.portmux.operator.status.ProgrammedState;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;

/** How long to wait before the sidecars are asked again which table they serve. A change of a pod asks at once. */
final class PollInterval {
    private static final Duration SHORTEST = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration CONFIRMATION = Duration.ofMinutes(1);

    private PollInterval() {}

    /** A quarter of the time for which the replicas have disagreed; if they agree, the interval of a confirmation. */
    static Duration after(PortMuxStatus status, Instant now) {
        return status.conditions().stream()
                .filter(condition -> condition.getType().equals(Conditions.PROGRAMMED))
                // With no ready pod, or with a refused spec, only an event can change the answer.
                .filter(condition -> condition.getReason().equals(ProgrammedState.PENDING))
                .findFirst()
                .map(condition -> afterDisagreement(condition, now))
                .orElse(CONFIRMATION);
    }

    private static Duration afterDisagreement(Condition condition, Instant now) {
        Duration quarter = Duration.between(Instant.parse(condition.getLastTransitionTime()), now)
                .dividedBy(4);
        return quarter.compareTo(SHORTEST) < 0 ? SHORTEST : quarter.compareTo(LONGEST) > 0 ? LONGEST : quarter;
    }
}
