package dev.portmux.operator.reconcile;

import dev.portmux.crds.PortMuxStatus;
import dev.portmux.operator.status.Conditions;
import dev.portmux.operator.status.ProgrammedState;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;

/** When the replicas are asked again. Changes of pods ask at once; this is for what no event tells. */
final class PollInterval {
    private static final Duration SHORTEST = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration CONFIRM = Duration.ofMinutes(1);

    private PollInterval() {}

    /** Soon after a change, then at growing intervals: a quarter of the time for which they have not agreed. */
    static Duration again(PortMuxStatus status, Instant now) {
        return status.conditions().stream()
                .filter(condition -> condition.getType().equals(Conditions.PROGRAMMED))
                // Where none is ready or the spec is refused there is nobody to ask, until something changes.
                .filter(condition -> condition.getReason().equals(ProgrammedState.PENDING))
                .findFirst()
                .map(condition -> afterDisagreement(condition, now))
                .orElse(CONFIRM);
    }

    private static Duration afterDisagreement(Condition condition, Instant now) {
        Duration quarter = Duration.between(Instant.parse(condition.getLastTransitionTime()), now)
                .dividedBy(4);
        return quarter.compareTo(SHORTEST) < 0 ? SHORTEST : quarter.compareTo(LONGEST) > 0 ? LONGEST : quarter;
    }
}
