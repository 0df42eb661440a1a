package dev.portmux.cli.kubectl.cluster;

/**
 * What somebody needs to be allowed to do.
 *
 * @param namespace empty: in all of them
 */
public record Right(String verb, String resource, String namespace) {
    static final String PORTMUXES = "portmuxes.portmux.dev";

    @Override
    public String toString() {
        return verb + " " + resource + (namespace.isEmpty() ? " in all namespaces" : " in namespace " + namespace);
    }
}
