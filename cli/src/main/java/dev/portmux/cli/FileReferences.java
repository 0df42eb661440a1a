package dev.portmux.cli;

import dev.portmux.crds.BackendRef;
import dev.portmux.operator.BackendRules;
import dev.portmux.operator.References;
import dev.portmux.operator.Resolution;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Objects;

/**
 * Backends as far as a file tells: a Service that it does not hold may be in the cluster, and so may the grant for a
 * reference into another namespace, so nothing is said of them.
 */
record FileReferences(List<Service> services) implements References {
    @Override
    public Resolution resolve(String namespace, BackendRef reference) {
        return BackendRules.refusal(reference)
                .or(() -> services.stream()
                        .filter(service -> service.getMetadata().getName().equals(reference.name()))
                        .filter(service -> reference
                                .namespaceOr(namespace)
                                .equals(Objects.requireNonNullElse(
                                        service.getMetadata().getNamespace(), "default")))
                        .findFirst()
                        .flatMap(service -> BackendRules.refusal(reference, "Service " + reference.name(), service)))
                .<Resolution>map(refusal -> refusal)
                .orElseGet(() -> new Resolution.Resolved(List.of()));
    }
}
