package dev.portmux.sidecar;

import java.util.Map;
import java.util.Optional;

/** What matters of a ConfigMap. */
record KubeConfigMap(String name, String resourceVersion, Map<String, String> data) {
    Optional<String> data(String key) {
        return Optional.ofNullable(data.get(key));
    }
}
