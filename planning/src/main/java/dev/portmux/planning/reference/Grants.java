package dev.portmux.planning.reference;

import dev.portmux.crds.PortMux;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ReferenceGrantFrom;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ReferenceGrantTo;
import io.fabric8.kubernetes.api.model.gatewayapi.v1beta1.ReferenceGrant;

/**
 * Whether a namespace lets PortMuxes of another one refer to its Services.
 *
 * @see <a href="https://gateway-api.sigs.k8s.io/api-types/referencegrant/">ReferenceGrant</a>
 */
final class Grants {
    private static final String GROUP = HasMetadata.getGroup(PortMux.class);
    private static final String KIND = HasMetadata.getKind(PortMux.class);

    private Grants() {}

    /** Whether {@code grant} permits PortMuxes in {@code namespace} to refer to this Service beside it. */
    static boolean permits(ReferenceGrant grant, String namespace, String service) {
        return grant.getSpec().getFrom().stream().anyMatch(from -> isFrom(from, namespace))
                && grant.getSpec().getTo().stream().anyMatch(to -> isTo(to, service));
    }

    private static boolean isFrom(ReferenceGrantFrom from, String namespace) {
        return GROUP.equals(from.getGroup()) && KIND.equals(from.getKind()) && namespace.equals(from.getNamespace());
    }

    /** Without a name, all Services are meant. */
    private static boolean isTo(ReferenceGrantTo to, String service) {
        return (to.getGroup() == null || to.getGroup().isEmpty())
                && "Service".equals(to.getKind())
                && (to.getName() == null
                        || to.getName().isEmpty()
                        || to.getName().equals(service));
    }
}
