package dev.portmux.sidecar.kube;

import java.util.Optional;

/**
 * A list of at most one ConfigMap.
 *
 * @param resourceVersion the version to watch from
 */
public record KubeList(String resourceVersion, Optional<KubeConfigMap> configMap) {}
