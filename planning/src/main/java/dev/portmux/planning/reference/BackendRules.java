package dev.portmux.planning.reference;

import dev.portmux.crds.BackendRef;
import dev.portmux.planning.reference.Resolution.Unresolved;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.Objects;
import java.util.Optional;

/**
 * What a backend may be, as far as the reference and the Service tell. The reasons are those of the Gateway API.
 *
 * @see <a href="https://gateway-api.sigs.k8s.io/reference/spec/#backendobjectreference">BackendObjectReference</a>
 */
public final class BackendRules {
    static final String NOT_FOUND = "BackendNotFound";
    private static final String INVALID_KIND = "InvalidKind";
    private static final String UNSUPPORTED_PROTOCOL = "UnsupportedProtocol";

    private BackendRules() {}

    /** Why this reference is refused without looking at the cluster. */
    public static Optional<Unresolved> refusal(BackendRef reference) {
        return reference.refersToService()
                ? Optional.empty()
                : Optional.of(new Unresolved(
                        INVALID_KIND,
                        "kind \"" + Objects.requireNonNullElse(reference.kind(), "Service") + "\" of group \""
                                + Objects.requireNonNullElse(reference.group(), "")
                                + "\" (expected: a core Service)"));
    }

    /**
     * Why this Service cannot be the backend that the reference asks for.
     *
     * @param name of the Service, for the message
     */
    public static Optional<Unresolved> refusal(BackendRef reference, String name, Service service) {
        if (service.getSpec() != null && "ExternalName".equals(service.getSpec().getType())) {
            // CVE-2021-25740: such a Service would give its author access to addresses that network policies deny.
            return Optional.of(new Unresolved(INVALID_KIND, name + " is of type ExternalName, which is refused"));
        }
        ServicePorts ports = ServicePorts.of(service);
        return ports.find(reference.port())
                .map(port -> refusal(reference, name, port))
                .orElseGet(() -> Optional.of(new Unresolved(NOT_FOUND, name + " " + ports.without(reference.port()))));
    }

    private static Optional<Unresolved> refusal(BackendRef reference, String name, ServicePort port) {
        String protocol = ServicePorts.protocol(port);
        return protocol.equals("TCP")
                ? Optional.empty()
                : Optional.of(new Unresolved(
                        UNSUPPORTED_PROTOCOL,
                        name + " port " + ServicePorts.text(reference.port()) + " is " + protocol
                                + " (expected: TCP)"));
    }
}
