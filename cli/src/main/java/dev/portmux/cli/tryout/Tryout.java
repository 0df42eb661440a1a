package dev.portmux.cli.tryout;

import dev.portmux.cli.tryout.server.Demo;
import dev.portmux.cli.tryout.server.DemoServer;
import dev.portmux.crds.PortMux;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * Everything, started.
 *
 * @param backends the servers that could be started
 */
record Tryout(
        int port,
        EmbeddedCluster cluster,
        InProcessKubelet kubelet,
        EdgeFile edge,
        Map<Demo, DemoServer> backends,
        ShutdownStack stack) {
    /**
     * Applies the file and waits until it is in effect.
     *
     * @throws dev.portmux.cli.output.CommandException if it does not come into effect, with the reason
     */
    PortMux apply() throws InterruptedException, ExecutionException {
        return cluster.settle(cluster.apply(edge.read()), kubelet.sidecar());
    }
}
