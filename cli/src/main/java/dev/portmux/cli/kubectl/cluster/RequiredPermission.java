package dev.portmux.cli.kubectl.cluster;

/**
 * A permission that a query needs.
 *
 * @param namespace empty: all namespaces
 */
public record RequiredPermission(String verb, String resource, String namespace) {
    static final String PORTMUXES = "portmuxes.portmux.dev";

    @Override
    public String toString() {
        return verb + " " + resource + (namespace.isEmpty() ? " in all namespaces" : " in namespace " + namespace);
    }
}
