package dev.portmux.cli.tryout;

import dev.portmux.cli.tryout.cluster.Cluster;
import dev.portmux.cli.tryout.cluster.Kubelet;
import dev.portmux.cli.tryout.server.Backend;
import dev.portmux.cli.tryout.server.Demo;
import dev.portmux.crds.PortMux;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * Everything, started.
 *
 * @param backends the servers that could be started
 */
record Tryout(int port, Cluster cluster, Kubelet kubelet, EdgeFile edge, Map<Demo, Backend> backends, Parts parts) {
    /**
     * Applies the file and waits until it is in effect.
     *
     * @throws dev.portmux.cli.output.BadInputException if it does not come into effect, with the reason
     */
    PortMux apply() throws InterruptedException, ExecutionException {
        return cluster.settle(cluster.apply(edge.read()), kubelet.sidecar());
    }
}
