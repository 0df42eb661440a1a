package dev.portmux.cli.kubectl;

import dev.portmux.cli.kubectl.cluster.ClusterClient;
import dev.portmux.cli.kubectl.cluster.ClusterOptions;
import dev.portmux.cli.kubectl.cluster.PodProxyClient;
import dev.portmux.cli.kubectl.cluster.RequiredPermission;
import dev.portmux.cli.output.CommandException;
import dev.portmux.cli.output.TextTable;
import dev.portmux.cli.tap.LineSplitter;
import dev.portmux.cli.tap.TapOptions;
import dev.portmux.cli.tap.TapPrinter;
import dev.portmux.crds.PortMux;
import io.fabric8.kubernetes.api.model.Pod;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kubectl portmux tap}: the connections of a PortMux on all its replicas, live. */
@Command(
        name = "tap",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the connections of a PortMux: one line when a connection gets its route, one when it ends.",
            "It says where each goes and why. Lines come from all replicas, also from those that start later, through the",
            "API server. That needs the right to get pods/proxy, which the role edit has and view has not."
        },
        footer = {
            "",
            "Examples:",
            "  kubectl portmux tap edge -n shop",
            "  kubectl portmux tap edge --result unknown,incomplete",
            "  kubectl portmux tap edge --route git --source 10.0.0.0/8 --max 10 -o json"
        })
public final class LiveTapCommand implements Callable<Integer> {
    private static final long LOOK_SECONDS = 2;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "A PortMux (default: the only one of the namespace).")
    private @Nullable String name;

    @Mixin
    private TapOptions tap = new TapOptions();

    @Mixin
    private ClusterOptions options = new ClusterOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        var printer = tap.printer(spec.commandLine().getOut());
        try (var cluster = options.connect()) {
            var resource = name == null ? cluster.only() : cluster.named(name);
            if (running(cluster, resource).isEmpty()) {
                throw new CommandException("PortMux " + resource.getMetadata().getNamespace() + "/"
                        + resource.getMetadata().getName()
                        + " has no running sidecar; kubectl portmux status says why");
            }
            printer.begin();
            new Follower(cluster, resource, printer).run();
        }
        return 0;
    }

    private static List<Pod> running(ClusterClient cluster, PortMux resource) {
        return cluster.sidecars(resource).stream()
                .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
                .toList();
    }

    /** Has a stream from each pod that runs. */
    private final class Follower {
        private final ClusterClient cluster;
        private final PortMux resource;
        private final TapPrinter printer;
        private final Map<String, CompletableFuture<PodProxyClient.Failure>> streams = new HashMap<>();
        private final Set<String> told = new HashSet<>();

        Follower(ClusterClient cluster, PortMux resource, TapPrinter printer) {
            this.cluster = cluster;
            this.resource = resource;
            this.printer = printer;
        }

        void run() throws InterruptedException {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                while (!printer.enough().isDone()) {
                    running(cluster, resource)
                            .forEach(pod -> streams.computeIfAbsent(
                                    pod.getMetadata().getName(),
                                    each -> CompletableFuture.supplyAsync(() -> stream(each, pod), threads)));
                    await(CompletableFuture.anyOf(Stream.concat(streams.values().stream(), Stream.of(printer.enough()))
                            .toArray(CompletableFuture[]::new)));
                    tellEnds();
                }
            } finally {
                printer.enough().complete(null);
            }
        }

        private PodProxyClient.Failure stream(String each, Pod pod) {
            var lines = new LineSplitter(line -> printer.line(each, line));
            return PodProxyClient.stream(cluster, pod, tap.path(), lines::add, printer.enough());
        }

        /** A stream that has ended is begun again at the next look. */
        private void tellEnds() throws InterruptedException {
            var ended = streams.entrySet().stream()
                    .filter(stream -> stream.getValue().isDone())
                    .toList();
            if (ended.isEmpty() || printer.enough().isDone()) {
                return;
            }
            for (var stream : ended) {
                tell(stream.getKey(), stream.getValue().join());
                streams.remove(stream.getKey());
            }
            await(printer.enough());
        }

        private void tell(String pod, PodProxyClient.Failure end) {
            switch (end.code()) {
                case HttpURLConnection.HTTP_FORBIDDEN ->
                    throw new CommandException("you may not "
                            + new RequiredPermission(
                                    "get", "pods/proxy", resource.getMetadata().getNamespace())
                            + "; ask for that right");
                case HttpURLConnection.HTTP_BAD_REQUEST -> throw new CommandException(TextTable.plain(end.reason()));
                default -> {
                    if (told.add(pod + end.reason())) {
                        spec.commandLine()
                                .getErr()
                                .println(TextTable.plain("kubectl portmux: " + pod + ": " + end.reason()
                                        + "; tries again as long as the pod runs"));
                    }
                }
            }
        }

        private static void await(CompletableFuture<?> event) throws InterruptedException {
            try {
                event.get(LOOK_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException | ExecutionException e) {
                // the next look says more
            }
        }
    }
}
