package dev.portmux.planning.reference;

import dev.portmux.crds.BackendRef;
import dev.portmux.planning.reference.Resolution.Resolved;
import dev.portmux.planning.reference.Resolution.Unresolved;
import dev.portmux.routes.Backend;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
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
            ServiceName id = ServiceName.of(namespace, reference);
            return isPermitted(namespace, id) ? resolve(id, reference) : notPermitted(namespace, id);
        });
    }

    private boolean isPermitted(String namespace, ServiceName service) {
        return service.namespace().equals(namespace)
                || services.grants(service.namespace()).stream()
                        .anyMatch(grant -> Grants.permits(grant, namespace, service.name()));
    }

    /** The same message whether or not the Service exists, so that it does not reveal that. */
    private static Resolution notPermitted(String namespace, ServiceName service) {
        return new Unresolved(
                NOT_PERMITTED,
                "Service " + service + " is in another namespace (expected: one in " + namespace
                        + ", or a ReferenceGrant in " + service.namespace() + " from PortMuxes in " + namespace + ")");
    }

    private Resolution resolve(ServiceName id, BackendRef reference) {
        return services.service(id)
                .map(service -> BackendRules.refusal(reference, "Service " + id, service)
                        .<Resolution>map(no -> no)
                        .orElseGet(() -> addresses(id, service, reference)))
                .orElseGet(() -> new Unresolved(BackendRules.NOT_FOUND, "Service " + id + " does not exist"));
    }

    private Resolution addresses(ServiceName id, Service service, BackendRef reference) {
        ServicePort port = ServicePorts.of(service).find(reference.port()).orElseThrow();
        String address = Objects.requireNonNullElse(service.getSpec().getClusterIP(), "");
        return switch (address) {
            case "" -> new Unresolved(BackendRules.NOT_FOUND, "Service " + id + " has no cluster IP yet");
            case "None" -> new Resolved(Endpoints.ready(services.slices(id), port));
            default -> new Resolved(List.of(new Backend(address, port.getPort())));
        };
    }
}
