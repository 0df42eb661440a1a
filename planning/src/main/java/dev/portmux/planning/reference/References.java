package dev.portmux.planning.reference;

import dev.portmux.crds.BackendRef;

/** Finds what backend references lead to: in a cluster its Services, in a file what the user names. */
@FunctionalInterface
public interface References {

    /**
     * Resolves one reference.
     *
     * @param namespace of the PortMux, which is also the backend's unless the reference names another
     */
    Resolution resolve(String namespace, BackendRef reference);

    /** Resolves one reference to its ready endpoints, where the others would give one address for all of them. */
    default Resolution endpoints(String namespace, BackendRef reference) {
        return resolve(namespace, reference);
    }
}
