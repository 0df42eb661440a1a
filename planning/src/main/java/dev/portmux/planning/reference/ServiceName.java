package dev.portmux.planning.reference;

import dev.portmux.crds.BackendRef;

/** Which Service. */
public record ServiceName(String namespace, String name) {

    /** The Service that a PortMux in {@code namespace} refers to. */
    public static ServiceName of(String namespace, BackendRef reference) {
        return new ServiceName(reference.namespaceOr(namespace), reference.name());
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
