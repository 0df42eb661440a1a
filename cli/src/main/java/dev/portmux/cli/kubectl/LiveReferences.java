package dev.portmux.cli.kubectl;

import dev.portmux.cli.check.FileReferences;
import dev.portmux.cli.kubectl.cluster.Backends;
import dev.portmux.crds.BackendRef;
import dev.portmux.crds.PortMux;
import dev.portmux.planning.ClusterReferences;
import dev.portmux.planning.References;
import dev.portmux.planning.Resolution;
import java.util.List;

/** References as the operator resolves them, except those that the user may not look at: nothing is said of these. */
record LiveReferences(PortMux resource, Backends backends) implements References {
    @Override
    public Resolution resolve(String namespace, BackendRef reference) {
        return !reference.refersToService() || backends.readable(Backends.id(resource, reference))
                ? new ClusterReferences(backends).resolve(namespace, reference)
                : new Resolution.Resolved(List.of());
    }

    /** The same once the Services of a file are applied, too. */
    References before(FileReferences file) {
        return (namespace, reference) -> {
            var told = file.resolve(namespace, reference);
            return told instanceof Resolution.Unresolved || file.holds(namespace, reference)
                    ? told
                    : resolve(namespace, reference);
        };
    }
}
