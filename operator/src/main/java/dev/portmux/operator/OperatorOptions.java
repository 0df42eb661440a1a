package dev.portmux.operator;

import dev.portmux.operator.render.Owned;
import java.util.Optional;
import java.util.Set;

/**
 * How the operator runs.
 *
 * @param sidecarImage   image of the sidecar pods
 * @param namespaces     those whose PortMuxes it serves; empty: all
 * @param instance       name of this replica, for events and the election
 * @param leaseNamespace where replicas of the operator elect a leader; empty: there is no other replica
 */
public record OperatorOptions(
        String sidecarImage, Set<String> namespaces, String instance, Optional<String> leaseNamespace) {
    public OperatorOptions {
        namespaces = Set.copyOf(namespaces);
    }

    /** For one replica that serves all namespaces. */
    public static OperatorOptions of(String sidecarImage) {
        return new OperatorOptions(sidecarImage, Set.of(), Owned.MANAGER, Optional.empty());
    }
}
