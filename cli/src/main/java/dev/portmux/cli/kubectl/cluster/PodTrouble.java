package dev.portmux.cli.kubectl.cluster;

import dev.portmux.operator.status.Shortfall;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;

/** Why a sidecar pod does not run, in the words of the operator's conditions. */
public final class PodTrouble {
    private PodTrouble() {}

    /** The reason in words; empty if the pod runs, or is on its way. */
    public static Optional<String> of(Pod pod) {
        return Shortfall.of(pod).map(Shortfall::message);
    }
}
