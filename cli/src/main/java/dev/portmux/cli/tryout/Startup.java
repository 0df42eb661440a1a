package dev.portmux.cli.tryout;

import dev.portmux.cli.file.Definition;
import dev.portmux.cli.output.BadInputException;
import dev.portmux.cli.tryout.cluster.Cluster;
import dev.portmux.cli.tryout.cluster.Kubelet;
import dev.portmux.cli.tryout.server.Demo;
import dev.portmux.cli.tryout.server.Loopback;
import dev.portmux.cli.tryout.server.Workspace;
import dev.portmux.operator.OperatorOptions;
import dev.portmux.operator.PortMuxOperator;
import dev.portmux.sidecar.ConnectionListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Starts everything, the servers and the cluster side by side. What has been started is in {@code parts} also when it
 * fails halfway.
 */
record Startup(Workspace workspace, Parts parts, Progress progress) {
    /**
     * Does it.
     *
     * @param wanted port, 0 for a free one
     * @throws BadInputException if a part without which nothing works cannot start, naming it
     */
    Tryout run(int wanted, List<Demo> demos, ConnectionListener traffic) throws IOException, InterruptedException {
        int port = free(wanted);
        progress.begin(port, demos.size());
        var starting = new FutureTask<>(this::cluster);
        // A thread of its own: blocking the common pool would stop the API's client, which works there.
        Thread.ofPlatform().name("cluster").start(starting);
        try {
            var backends = new Servers(workspace, parts, progress).start(demos);
            var cluster = starting.get();
            backends.forEach((demo, backend) -> cluster.expose(backend, demo.servicePort()));
            var edge = new EdgeFile(workspace.edge());
            edge.write(port, backends.keySet(), service -> service);
            var access = cluster.access(workspace.data("token"));
            var listen = new InetSocketAddress(Loopback.ADDRESS, port);
            var kubelet = parts.add(new Kubelet(cluster.client(), access, listen, traffic));
            var tryout = new Tryout(port, cluster, kubelet, edge, backends, parts);
            route(tryout);
            return tryout;
        } catch (ExecutionException e) {
            throw new BadInputException(Causes.sentence(e), e);
        }
    }

    private static int free(int wanted) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(Loopback.ADDRESS, wanted));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new BadInputException(
                    "cannot listen on 127.0.0.1:" + wanted + ": " + e.getMessage()
                            + " (try --port 0 for any free port)",
                    e);
        }
    }

    private Cluster cluster() throws Exception {
        var begin = Stopwatch.start();
        var cluster = parts.start(() -> Cluster.start(Definition.resource()));
        progress.ready("kubernetes api", "embedded, " + cluster.url());
        parts.start(() -> PortMuxOperator.start(cluster.client(), OperatorOptions.of("portmux-sidecar")));
        progress.ready("operator", "in " + begin);
        return cluster;
    }

    private void route(Tryout tryout) throws InterruptedException, ExecutionException {
        var begin = Stopwatch.start();
        var seen = tryout.apply();
        progress.ready(
                "sidecar",
                "has routes %s of PortMux %s/%s %s after it was applied"
                        .formatted(seen.getStatus().table(), Cluster.NAMESPACE, Cluster.PORT_MUX, begin));
    }
}
