package dev.portmux.sidecar.kube;

/**
 * A ConfigMap that holds a routing table under the key {@code routes.json}.
 *
 * @param api the Kubernetes API that serves it
 */
public record ConfigMapRef(KubeApi api, String namespace, String name) {

    /** The key of its data that holds the table. */
    public String key() {
        return "routes.json";
    }

    @Override
    public String toString() {
        return "ConfigMap " + namespace + "/" + name;
    }
}
