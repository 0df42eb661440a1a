package dev.portmux.operator.reconcile;

import dev.portmux.crds.PortMux;
import dev.portmux.crds.PortMuxStatus;
import dev.portmux.operator.status.Conditions;
import dev.portmux.operator.status.ProgrammedState;
import io.fabric8.kubernetes.api.model.Condition;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Endpoints of backends come and go all the time, and each change is a new table that replicas load within milliseconds. That is
 * no change of what the PortMux promises, so its status is not written until all have loaded it, or until that takes too long.
 *
 * @param began when the replicas of a PortMux began to disagree
 */
record Settling(Recent<ResourceID, Instant> began) {
    private static final Duration LONGEST = Duration.ofSeconds(5);

    Settling() {
        this(new Recent<>());
    }

    /** Whether the status may stay as it was a while longer. */
    boolean isUnderWay(PortMux resource, PortMuxStatus status, Instant now) {
        ResourceID id = ResourceID.fromResource(resource);
        boolean lags = programmed(Optional.ofNullable(resource.getStatus())
                                .filter(before -> before.observedGeneration() == status.observedGeneration()))
                        .filter(condition -> condition.getStatus().equals("True"))
                        .isPresent()
                && programmed(Optional.of(status))
                        .filter(condition -> condition.getReason().equals(ProgrammedState.PENDING))
                        .isPresent();
        return began.update(id, since -> lags ? Optional.of(since.orElse(now)) : Optional.empty())
                .filter(since -> now.isBefore(since.plus(LONGEST)))
                .isPresent();
    }

    private static Optional<Condition> programmed(Optional<PortMuxStatus> status) {
        return status.stream()
                .flatMap(each -> each.conditions().stream())
                .filter(condition -> condition.getType().equals(Conditions.PROGRAMMED))
                .findFirst();
    }
}
