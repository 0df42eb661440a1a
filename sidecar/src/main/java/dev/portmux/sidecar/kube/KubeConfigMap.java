package dev.portmux.sidecar.kube;

import java.util.Map;
import java.util.Optional;

/** The used fields of a ConfigMap. */
public record KubeConfigMap(String name, String resourceVersion, Map<String, String> data) {
    public Optional<String> data(String key) {
        return Optional.ofNullable(data.get(key));
    }
}
