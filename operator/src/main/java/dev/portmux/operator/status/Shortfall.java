package dev.portmux.operator.status;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Why sidecars are missing: what keeps one from being made, scheduled or started. A sidecar that is merely starting is not
 * short of anything. The same cause always gives the same words, so that a status does not change with each attempt.
 *
 * @param reason  the cluster's own word, such as {@code ErrImagePull}
 * @param message in one sentence
 */
public record Shortfall(String reason, String message) {
    private static final String PULL = "ErrImagePull";
    private static final String CRASH = "CrashLoopBackOff";

    /** What the API server takes as the reason of a condition. */
    private static final Pattern REASON = Pattern.compile("[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?");

    /** Reasons of a waiting container that are a normal start. */
    private static final List<String> STARTING = List.of("ContainerCreating", "PodInitializing");

    public Shortfall {
        if (!REASON.matcher(reason).matches()) {
            reason = "SidecarMissing";
        }
    }

    /** The first cause that is found: of a pod that cannot start, of a pod that cannot be made, of a rollout that stands still. */
    static Optional<Shortfall> of(Optional<Deployment> deployment, List<Pod> pods) {
        return Stream.concat(
                        pods.stream()
                                .sorted(Comparator.comparing(
                                        pod -> pod.getMetadata().getName()))
                                .flatMap(pod -> of(pod).stream()
                                        .map(found -> found.of(pod.getMetadata().getName()))),
                        deployment.stream().flatMap(Shortfall::ofDeployment))
                .findFirst();
    }

    /** What keeps this pod from becoming ready; empty if nothing does, or if it is about to end. */
    public static Optional<Shortfall> of(Pod pod) {
        if (pod.getMetadata().getDeletionTimestamp() != null || pod.getStatus() == null) {
            return Optional.empty();
        }
        return Stream.concat(
                        pod.getStatus().getContainerStatuses().stream().flatMap(Shortfall::ofContainer),
                        unschedulable(pod))
                .findFirst();
    }

    private Shortfall of(String pod) {
        return new Shortfall(reason, "pod " + pod + ": " + message);
    }

    private static Stream<Shortfall> ofContainer(ContainerStatus container) {
        if (Boolean.TRUE.equals(container.getReady())) {
            return Stream.empty();
        }
        Optional<ContainerStateTerminated> crash = terminated(container);
        Optional<ContainerStateWaiting> waiting = Optional.ofNullable(container.getState())
                .map(ContainerState::getWaiting)
                .filter(state -> state.getReason() != null && !STARTING.contains(state.getReason()));
        if (crash.isPresent() && waiting.stream().allMatch(state -> CRASH.equals(state.getReason()))) {
            return Stream.of(new Shortfall(CRASH, crashed(container, crash.get())));
        }
        return waiting.stream().map(state -> ofWaiting(container, state));
    }

    /** A container that has just been started again and is not ready yet has crashed all the same. */
    private static Optional<ContainerStateTerminated> terminated(ContainerStatus container) {
        return Stream.of(Optional.ofNullable(container.getState()), Optional.ofNullable(container.getLastState()))
                .flatMap(Optional::stream)
                .map(ContainerState::getTerminated)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static String crashed(ContainerStatus container, ContainerStateTerminated end) {
        String why = end.getReason() == null || end.getReason().equals("Error") ? "" : " (" + end.getReason() + ")";
        return CRASH + ": container " + container.getName() + " ended with exit code " + end.getExitCode() + why;
    }

    private static Shortfall ofWaiting(ContainerStatus container, ContainerStateWaiting state) {
        String text = Objects.requireNonNullElse(state.getMessage(), "");
        if (state.getReason().equals(PULL) || state.getReason().equals("ImagePullBackOff")) {
            // The two alternate. Their common part is what the registry said, if the kubelet repeats it.
            int said = text.indexOf(PULL + ": ");
            String cause = said >= 0
                    ? text.substring(said + PULL.length() + 2)
                    : state.getReason().equals(PULL) ? text : "";
            return new Shortfall(PULL, sentence(PULL + ": image " + container.getImage(), cause));
        }
        return new Shortfall(state.getReason(), sentence(state.getReason(), text));
    }

    private static Stream<Shortfall> unschedulable(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("PodScheduled")
                        && condition.getStatus().equals("False")
                        && condition.getReason() != null)
                .map(condition -> new Shortfall(
                        condition.getReason(),
                        sentence(condition.getReason(), Objects.requireNonNullElse(condition.getMessage(), ""))));
    }

    private static Stream<Shortfall> ofDeployment(Deployment deployment) {
        return deployment.getStatus() == null
                ? Stream.empty()
                : deployment.getStatus().getConditions().stream()
                        .filter(condition -> condition
                                .getStatus()
                                .equals(condition.getType().equals("ReplicaFailure") ? "True" : "False"))
                        .filter(condition -> condition.getType().equals("ReplicaFailure")
                                || "ProgressDeadlineExceeded".equals(condition.getReason()))
                        .map(condition -> new Shortfall(
                                Objects.requireNonNullElse(condition.getReason(), condition.getType()),
                                sentence(
                                        condition.getType() + ": " + condition.getReason(),
                                        Objects.requireNonNullElse(condition.getMessage(), ""))));
    }

    private static String sentence(String what, String why) {
        return why.isEmpty() ? what : what + ": " + why;
    }
}
