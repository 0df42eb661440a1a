package dev.portmux.sidecar;

import java.util.Optional;

/**
 * A list of at most one ConfigMap.
 *
 * @param resourceVersion from which on a watch misses nothing
 */
record KubeList(String resourceVersion, Optional<KubeConfigMap> configMap) {}
