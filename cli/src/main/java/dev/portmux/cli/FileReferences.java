package dev.portmux.cli;

import dev.portmux.crds.BackendRef;
import dev.portmux.operator.References;
import dev.portmux.operator.Resolution;
import dev.portmux.operator.ServicePorts;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Objects;

/** Backends as far as a file tells: a Service that it does not hold may be in the cluster, so nothing is said of it. */
record FileReferences(List<Service> services) implements References {
    @Override
    public Resolution resolve(String namespace, BackendRef reference) {
        if (!reference.refersToService()) {
            return new Resolution.Unresolved("InvalidKind", "kind \"" + reference.kind() + "\" (expected: Service)");
        }
        if (!reference.namespaceOr(namespace).equals(namespace)) {
            return new Resolution.Unresolved(
                    "RefNotPermitted",
                    "namespace \"" + reference.namespace() + "\" (expected: " + namespace + ", that of the PortMux)");
        }
        return services.stream()
                .filter(service -> service.getMetadata().getName().equals(reference.name()))
                .filter(service -> namespace.equals(
                        Objects.requireNonNullElse(service.getMetadata().getNamespace(), "default")))
                .map(ServicePorts::of)
                .filter(ports -> ports.find(reference.port()).isEmpty())
                .findFirst()
                .<Resolution>map(ports -> new Resolution.Unresolved(
                        "BackendNotFound", "Service " + reference.name() + " " + ports.without(reference.port())))
                .orElseGet(() -> new Resolution.Resolved(List.of()));
    }
}
