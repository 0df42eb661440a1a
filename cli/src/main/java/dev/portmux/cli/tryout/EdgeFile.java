package dev.portmux.cli.tryout;

import dev.portmux.cli.file.PortMuxFile;
import dev.portmux.cli.tryout.server.Demo;
import dev.portmux.crds.PortMux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The PortMux of {@code portmux try} as a file to edit. */
record EdgeFile(Path path) {
    /**
     * Writes one route a service.
     *
     * @param backend what stands behind each service's route: its own Service, or another
     */
    void write(int port, Collection<Demo> services, UnaryOperator<String> backend) throws IOException {
        var routes = services.stream()
                .map(demo -> """
                            - name: %s
                              match: {protocol: %s}
                              backendRef: {name: %s, port: %d}
                        """.formatted(
                                demo.service(), demo.protocol(), backend.apply(demo.service()), demo.servicePort()))
                .collect(Collectors.joining());
        Files.writeString(path, """
                # What you save here is applied: watch the routes change without losing a connection.
                apiVersion: portmux.dev/v1alpha1
                kind: PortMux
                metadata:
                  name: %s
                  namespace: %s
                spec:
                  port: %d
                  routes:
                """.formatted(EmbeddedCluster.PORT_MUX, EmbeddedCluster.NAMESPACE, port) + routes);
    }

    /** @throws dev.portmux.cli.output.CommandException if it is not a PortMux, with the line */
    PortMux read() {
        return PortMuxFile.readOne(path).resource();
    }
}
