package dev.portmux.operator;

import dev.portmux.operator.render.Owned;
import dev.portmux.operator.render.SidecarImage;
import java.util.Set;

/**
 * How the operator runs.
 *
 * @param sidecarImage what the sidecar pods run
 * @param namespaces   those whose PortMuxes it serves; empty: all
 * @param installation what all its replicas have in common
 * @param instance     name of this replica, for events and the election
 * @param election     whether there may be other replicas, of which one works
 */
public record OperatorOptions(
        SidecarImage sidecarImage,
        Set<String> namespaces,
        Installation installation,
        String instance,
        boolean election) {
    public OperatorOptions {
        namespaces = Set.copyOf(namespaces);
    }

    /**
     * One installation of the operator, such as a release of the chart.
     *
     * @param name of its Deployment
     */
    public record Installation(String namespace, String name) {
        /** As the status of a PortMux names the operator that is in charge. */
        @Override
        public String toString() {
            return namespace + "/" + name;
        }
    }

    /** For one replica that serves all namespaces. */
    public static OperatorOptions of(String sidecarImage) {
        return new OperatorOptions(
                SidecarImage.of(sidecarImage), Set.of(), new Installation("default", "portmux"), Owned.MANAGER, false);
    }
}
