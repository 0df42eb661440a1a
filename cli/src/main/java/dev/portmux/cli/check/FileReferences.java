package dev.portmux.cli.check;

import dev.portmux.crds.BackendRef;
import dev.portmux.planning.reference.BackendRules;
import dev.portmux.planning.reference.References;
import dev.portmux.planning.reference.Resolution;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Optional;

/**
 * Resolves references by the Services of a file. A Service that is not in the file may be in the cluster, and so may the
 * grant for a reference into another namespace: such references count as resolved.
 */
public record FileReferences(List<Service> services) implements References {
    @Override
    public Resolution resolve(String namespace, BackendRef reference) {
        return BackendRules.refusal(reference)
                .or(() -> service(namespace, reference)
                        .flatMap(service -> BackendRules.refusal(reference, "Service " + reference.name(), service)))
                .<Resolution>map(refusal -> refusal)
                .orElseGet(() -> new Resolution.Resolved(List.of()));
    }

    /** Whether the file has the Service of the reference. */
    public boolean holds(String namespace, BackendRef reference) {
        return reference.refersToService() && service(namespace, reference).isPresent();
    }

    private Optional<Service> service(String namespace, BackendRef reference) {
        return services.stream()
                .filter(service -> reference.name().equals(service.getMetadata().getName()))
                .filter(service -> reference
                        .namespaceOr(namespace)
                        .equals(service.getMetadata().getNamespace()))
                .findFirst();
    }
}
