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
}
