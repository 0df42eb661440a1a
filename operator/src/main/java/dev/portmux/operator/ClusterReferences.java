package dev.portmux.operator;

import dev.portmux.crds.BackendRef;
import dev.portmux.detection.Backend;
import dev.portmux.operator.Resolution.Resolved;
import dev.portmux.operator.Resolution.Unresolved;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.List;
import java.util.Objects;

/**
 * Resolves references to the Services of the cluster: to the cluster IP, or for a headless Service to its ready
 * endpoints.
 */
public record ClusterReferences(ServiceCache services) implements References {
    private static final String NOT_PERMITTED = "RefNotPermitted";

    @Override
    public Resolution resolve(String namespace, BackendRef reference) {
        return BackendRules.refusal(reference).<Resolution>map(no -> no).orElseGet(() -> {
            ResourceID id = new ResourceID(reference.name(), reference.namespaceOr(namespace));
            return isPermitted(namespace, id) ? resolve(id, reference) : notPermitted(namespace, id);
        });
    }

    private boolean isPermitted(String namespace, ResourceID service) {
        String other = service.getNamespace().orElse("");
        return other.equals(namespace)
                || services.grants(other).stream()
                        .anyMatch(grant -> Grants.permits(grant, namespace, service.getName()));
    }

    /** Says the same whether or not the Service exists: who may not refer to it may not learn that either. */
    private static Resolution notPermitted(String namespace, ResourceID service) {
        return new Unresolved(
                NOT_PERMITTED,
                name(service) + " is in another namespace (expected: one in " + namespace + ", or a ReferenceGrant in "
                        + service.getNamespace().orElse("") + " from PortMuxes in " + namespace + ")");
    }

    private Resolution resolve(ResourceID id, BackendRef reference) {
        return services.service(id)
                .map(service -> BackendRules.refusal(reference, name(id), service)
                        .<Resolution>map(no -> no)
                        .orElseGet(() -> addresses(id, service, reference)))
                .orElseGet(() -> new Unresolved(BackendRules.NOT_FOUND, name(id) + " does not exist"));
    }

    private Resolution addresses(ResourceID id, Service service, BackendRef reference) {
        ServicePort port = ServicePorts.of(service).find(reference.port()).orElseThrow();
        String address = Objects.requireNonNullElse(service.getSpec().getClusterIP(), "");
        return switch (address) {
            case "" -> new Unresolved(BackendRules.NOT_FOUND, name(id) + " has no cluster IP yet");
            case "None" -> new Resolved(Endpoints.ready(services.slices(id), port));
            default -> new Resolved(List.of(new Backend(address, port.getPort())));
        };
    }

    private static String name(ResourceID service) {
        return "Service " + service.getNamespace().orElse("") + "/" + service.getName();
    }
}
