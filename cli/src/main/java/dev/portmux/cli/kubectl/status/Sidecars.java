package dev.portmux.cli.kubectl.status;

import dev.portmux.cli.kubectl.cluster.ClusterClient;
import dev.portmux.cli.kubectl.cluster.Fanout;
import dev.portmux.cli.kubectl.cluster.PodProxyClient;
import dev.portmux.cli.kubectl.cluster.PodTrouble;
import dev.portmux.cli.kubectl.cluster.RequiredPermission;
import dev.portmux.cli.output.CommandException;
import dev.portmux.crds.PortMux;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The sidecar pods of a PortMux with their counts, read through the API server: the user may be where pods cannot be reached.
 *
 * @param gaps what could not be asked, and why
 */
record Sidecars(List<ReplicaStatus> replicas, List<String> gaps) {
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final String CONTAINER = "portmux";

    private record Answer(ReplicaStatus replica, Optional<String> gap) {}

    static Sidecars ask(ClusterClient cluster, PortMux resource) {
        List<Pod> pods;
        try {
            pods = cluster.sidecars(resource);
        } catch (CommandException e) {
            return new Sidecars(List.of(), List.of("replicas are unknown: " + e.getMessage()));
        }
        return of(pods, pod -> PodProxyClient.get(cluster, pod, "stats"));
    }

    /** @param stats reads the counts of one pod */
    static Sidecars of(List<Pod> pods, Function<Pod, PodProxyClient.Reply> stats) {
        var sorted = pods.stream().sorted(Comparator.comparing(Sidecars::name)).toList();
        var answers = Fanout.ask(
                sorted.stream()
                        .map(pod -> (Callable<Answer>) () -> answer(pod, stats))
                        .toList(),
                PATIENCE);
        var replicas = IntStream.range(0, sorted.size())
                .mapToObj(i -> answers.get(i).map(Answer::replica).orElseGet(() -> silent(sorted.get(i))))
                .toList();
        var gaps = answers.stream()
                .flatMap(Optional::stream)
                .flatMap(answer -> answer.gap().stream())
                .distinct()
                .toList();
        return new Sidecars(replicas, gaps);
    }

    private static Answer answer(Pod pod, Function<Pod, PodProxyClient.Reply> stats) {
        var trouble = PodTrouble.of(pod);
        if (trouble.isPresent()) {
            return new Answer(replica(pod, Optional.empty(), trouble.get()), Optional.empty());
        }
        var phase = pod.getStatus().getPhase();
        if (!"Running".equals(phase)) {
            return new Answer(replica(pod, Optional.empty(), "not running: " + phase), Optional.empty());
        }
        return switch (stats.apply(pod)) {
            case PodProxyClient.Body(String text) ->
                new Answer(replica(pod, Optional.of(SidecarStats.parse(text)), leaving(pod)), Optional.empty());
            case PodProxyClient.Failure(int code, String _)
            when code == HttpURLConnection.HTTP_FORBIDDEN ->
                new Answer(replica(pod, Optional.empty(), leaving(pod)), Optional.of(forbidden(pod)));
            case PodProxyClient.Failure(int _, String reason) ->
                new Answer(replica(pod, Optional.empty(), reason), Optional.empty());
        };
    }

    private static String forbidden(Pod pod) {
        return "tables and connections of the replicas: you may not "
                + new RequiredPermission("get", "pods/proxy", pod.getMetadata().getNamespace())
                + "; ask for that right";
    }

    private static ReplicaStatus silent(Pod pod) {
        return replica(pod, Optional.empty(), "no answer within " + PATIENCE.toSeconds() + " s");
    }

    private static ReplicaStatus replica(Pod pod, Optional<SidecarStats> stats, String trouble) {
        return new ReplicaStatus(name(pod), ready(pod), isLeaving(pod), started(pod), stats, trouble);
    }

    private static String name(Pod pod) {
        return pod.getMetadata().getName();
    }

    private static String leaving(Pod pod) {
        return isLeaving(pod) ? "terminating" : "";
    }

    private static boolean isLeaving(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    private static boolean ready(Pod pod) {
        return !isLeaving(pod)
                && pod.getStatus().getConditions().stream()
                        .anyMatch(condition ->
                                "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    /** When the process started: later than the pod if the container was restarted. */
    private static Optional<Instant> started(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .filter(status -> CONTAINER.equals(status.getName()))
                .map(ContainerStatus::getState)
                .flatMap(state -> Optional.ofNullable(state.getRunning()).stream())
                .flatMap(running -> Optional.ofNullable(running.getStartedAt()).stream())
                .findFirst()
                .map(Instant::parse);
    }
}
