package dev.portmux.cli;

import dev.portmux.crds.BackendRef;
import dev.portmux.operator.References;
import dev.portmux.operator.Resolution;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
                .filter(service -> service.getSpec().getPorts().stream().noneMatch(port -> is(port, reference.port())))
                .findFirst()
                .<Resolution>map(service -> new Resolution.Unresolved(
                        "BackendNotFound",
                        "Service " + reference.name() + " has no port " + text(reference.port()) + " (it has: "
                                + ports(service) + ")"))
                .orElseGet(() -> new Resolution.Resolved(List.of()));
    }

    private static boolean is(ServicePort port, @Nullable IntOrString wanted) {
        return text(wanted).equals(String.valueOf(port.getPort()))
                || text(wanted).equals(port.getName());
    }

    private static String text(@Nullable IntOrString port) {
        return port == null ? "" : String.valueOf(port.getValue());
    }

    private static String ports(Service service) {
        return service.getSpec().getPorts().stream()
                .map(port -> port.getName() == null ? "" + port.getPort() : port.getName() + " " + port.getPort())
                .collect(Collectors.joining(", "));
    }
}
