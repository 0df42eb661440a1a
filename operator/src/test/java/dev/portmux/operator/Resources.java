package dev.portmux.operator;

import dev.portmux.crds.PortMux;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Arrays;
import java.util.stream.Collectors;

/** PortMuxes for tests. */
public final class Resources {

    private Resources() {}

    /** PortMux shop/edge on port 443 with these routes, each in YAML's flow style. */
    public static PortMux edge(String... routes) {
        return edge(Arrays.asList(routes), "");
    }

    /** The same with more fields of the spec. */
    public static PortMux edge(Iterable<String> routes, String more) {
        StringBuilder yaml = new StringBuilder("""
                apiVersion: portmux.dev/v1alpha1
                kind: PortMux
                metadata: {name: edge, namespace: shop, uid: 0b5e, generation: 3}
                spec:
                  port: 443
                """);
        yaml.append(more.lines().map(line -> "  " + line + "\n").collect(Collectors.joining()));
        yaml.append("  routes:\n");
        routes.forEach(route -> yaml.append("    - ").append(route).append('\n'));
        return Serialization.unmarshal(yaml.toString(), PortMux.class);
    }
}
