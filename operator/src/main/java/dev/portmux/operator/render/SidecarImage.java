package dev.portmux.operator.render;

import io.fabric8.kubernetes.api.model.LocalObjectReference;
import java.util.List;

/**
 * What sidecars run.
 *
 * @param name        of the image, with registry and tag or digest
 * @param pullSecrets names of Secrets with credentials for its registry, in the namespace of each PortMux
 */
public record SidecarImage(String name, List<String> pullSecrets) {
    public SidecarImage {
        pullSecrets = List.copyOf(pullSecrets);
    }

    /** An image that is pulled without credentials, except those that a PortMux names. */
    public static SidecarImage of(String name) {
        return new SidecarImage(name, List.of());
    }

    List<LocalObjectReference> references() {
        return pullSecrets.stream().map(LocalObjectReference::new).toList();
    }
}
