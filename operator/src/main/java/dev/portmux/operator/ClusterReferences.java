package dev.portmux.operator;

import dev.portmux.crds.BackendRef;
import dev.portmux.detection.Backend;
import dev.portmux.operator.Resolution.Resolved;
import dev.portmux.operator.Resolution.Unresolved;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Resolves references to the Services of the cluster: to the cluster IP, or for a headless Service to its ready
 * endpoints. The reasons are those of the Gateway API.
 *
 * @see <a href="https://gateway-api.sigs.k8s.io/reference/spec/#backendobjectreference">BackendObjectReference</a>
 */
record ClusterReferences(ServiceCache services) implements References {
    private static final String NOT_FOUND = "BackendNotFound";
    private static final String INVALID_KIND = "InvalidKind";
    private static final String NOT_PERMITTED = "RefNotPermitted";
    private static final String UNSUPPORTED_PROTOCOL = "UnsupportedProtocol";

    @Override
    public Resolution resolve(String namespace, BackendRef reference) {
        if (!reference.refersToService()) {
            return new Unresolved(
                    INVALID_KIND,
                    "kind \"" + Objects.requireNonNullElse(reference.kind(), "Service") + "\" of group \""
                            + Objects.requireNonNullElse(reference.group(), "") + "\" (expected: a core Service)");
        }
        ResourceID id = new ResourceID(reference.name(), reference.namespaceOr(namespace));
        if (!reference.namespaceOr(namespace).equals(namespace)) {
            return new Unresolved(
                    NOT_PERMITTED, name(id) + " is in another namespace (expected: one in " + namespace + ")");
        }
        return services.service(id)
                .map(service -> resolve(id, service, reference.port()))
                .orElseGet(() -> new Unresolved(NOT_FOUND, name(id) + " does not exist"));
    }

    private Resolution resolve(ResourceID id, Service service, @Nullable IntOrString wanted) {
        if ("ExternalName".equals(service.getSpec().getType())) {
            // CVE-2021-25740: it would let whoever may write Services reach addresses that policies keep from them.
            return new Unresolved(INVALID_KIND, name(id) + " is of type ExternalName, which is refused");
        }
        ServicePorts ports = ServicePorts.of(service);
        Optional<ServicePort> port = ports.find(wanted);
        if (port.isEmpty()) {
            return new Unresolved(NOT_FOUND, name(id) + " " + ports.without(wanted));
        }
        if (!Objects.requireNonNullElse(port.get().getProtocol(), "TCP").equals("TCP")) {
            return new Unresolved(
                    UNSUPPORTED_PROTOCOL,
                    name(id) + " port " + ServicePorts.text(wanted) + " is "
                            + port.get().getProtocol() + " (expected: TCP)");
        }
        return resolve(id, service, port.get());
    }

    private Resolution resolve(ResourceID id, Service service, ServicePort port) {
        String address = Objects.requireNonNullElse(service.getSpec().getClusterIP(), "");
        return switch (address) {
            case "" -> new Unresolved(NOT_FOUND, name(id) + " has no cluster IP yet");
            case "None" -> new Resolved(Endpoints.ready(services.slices(id), port));
            default -> new Resolved(List.of(new Backend(address, port.getPort())));
        };
    }

    private static String name(ResourceID service) {
        return "Service " + service.getNamespace().orElse("") + "/" + service.getName();
    }
}
