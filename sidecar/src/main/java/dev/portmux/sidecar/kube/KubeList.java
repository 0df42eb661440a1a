package dev.portmux.sidecar.kube;

import java.util.Optional;

/**
 * A list of at most one ConfigMap.
 *
 * @param resourceVersion from which on a watch misses nothing
 */
public record KubeList(String resourceVersion, Optional<KubeConfigMap> configMap) {}
