package dev.portmux.planning.reference;

import dev.portmux.crds.BackendRef;
import dev.portmux.planning.reference.Resolution.Resolved;
import dev.portmux.planning.reference.Resolution.Unresolved;
import dev.portmux.routes.Backend;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;

/**
 * Resolves references to the Services of the cluster: to the cluster IP, or for a headless Service to its ready
 * endpoints.
 */
public record ClusterReferences(ServiceCache services) implements References {
    private static final String NOT_PERMITTED = "RefNotPermitted";
    private static final String UNSUPPORTED_ADDRESS = "UnsupportedAddress";

    @Override
    public Resolution resolve(String namespace, BackendRef reference) {
        return resolve(namespace, reference, (id, service) -> address(id, service, reference));
    }

    @Override
    public Resolution endpoints(String namespace, BackendRef reference) {
        return resolve(namespace, reference, (id, service) -> endpoints(id, port(service, reference)));
    }

    private Resolution resolve(
            String namespace, BackendRef reference, BiFunction<ServiceName, Service, Resolution> addresses) {
        return BackendRules.refusal(reference).<Resolution>map(no -> no).orElseGet(() -> {
            ServiceName id = ServiceName.of(namespace, reference);
            return isPermitted(namespace, id) ? resolve(id, reference, addresses) : notPermitted(namespace, id);
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

    private Resolution resolve(
            ServiceName id, BackendRef reference, BiFunction<ServiceName, Service, Resolution> addresses) {
        return services.service(id)
                .map(service -> BackendRules.refusal(reference, "Service " + id, service)
                        .<Resolution>map(no -> no)
                        .orElseGet(() -> addresses.apply(id, service)))
                .orElseGet(() -> new Unresolved(BackendRules.NOT_FOUND, "Service " + id + " does not exist"));
    }

    private static ServicePort port(Service service, BackendRef reference) {
        return ServicePorts.of(service).find(reference.port()).orElseThrow();
    }

    private Resolution address(ServiceName id, Service service, BackendRef reference) {
        ServicePort port = port(service, reference);
        String address = Objects.requireNonNullElse(service.getSpec().getClusterIP(), "");
        return switch (address) {
            case "" -> new Unresolved(BackendRules.NOT_FOUND, "Service " + id + " has no cluster IP yet");
            case "None" -> endpoints(id, port);
            default -> new Resolved(List.of(new Backend(address, port.getPort())));
        };
    }

    private Resolution endpoints(ServiceName id, ServicePort port) {
        List<EndpointSlice> slices = services.slices(id);
        return slices.stream()
                .filter(Endpoints::areNames)
                .findFirst()
                .<Resolution>map(names -> new Unresolved(
                        UNSUPPORTED_ADDRESS,
                        "EndpointSlice " + names.getMetadata().getName() + " of Service " + id
                                + " has addressType FQDN (expected: IPv4 or IPv6, because a sidecar asks no DNS)"))
                .orElseGet(() -> new Resolved(Endpoints.ready(slices, port)));
    }
}
