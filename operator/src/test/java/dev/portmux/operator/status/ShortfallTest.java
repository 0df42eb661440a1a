package dev.portmux.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The states are those that a kubelet and the controllers of a real cluster (1.34) write. */
class ShortfallTest {
    private static final String CAUSE = "failed to pull and unpack image \"x/y:nope\": not found";

    @Test
    void anImageThatCannotBePulledIsSaidInTheSameWordsBetweenAttempts() {
        Optional<Shortfall> expected =
                Optional.of(new Shortfall("ErrImagePull", "pod edge-1: ErrImagePull: image x/y:nope: " + CAUSE));

        assertThat(of(waiting("ErrImagePull", CAUSE))).isEqualTo(expected);
        assertThat(of(waiting("ImagePullBackOff", "Back-off pulling image \"x/y:nope\": ErrImagePull: " + CAUSE)))
                .isEqualTo(expected);
    }

    @Test
    void aMissingSecretOrWrongImageNameIsSaidAsItIs() {
        assertThat(of(waiting("CreateContainerConfigError", "configmap \"edge-routes\" not found")))
                .contains(new Shortfall(
                        "CreateContainerConfigError",
                        "pod edge-1: CreateContainerConfigError: configmap \"edge-routes\" not found"));
        assertThat(of(waiting("InvalidImageName", "no image name")))
                .hasValueSatisfying(found -> assertThat(found.reason()).isEqualTo("InvalidImageName"));
    }

    @Test
    void aCrashIsSaidWhileItWaitsAndWhileItTriesAgain() {
        String last = "lastState: {terminated: {exitCode: 137, reason: OOMKilled}}, restartCount: 3";
        Optional<Shortfall> expected = Optional.of(new Shortfall(
                "CrashLoopBackOff",
                "pod edge-1: CrashLoopBackOff: container portmux ended with exit code 137 (OOMKilled)"));

        assertThat(of(container("state: {waiting: {reason: CrashLoopBackOff, message: back-off 40s}}, " + last)))
                .isEqualTo(expected);
        assertThat(of(container("state: {running: {}}, " + last))).isEqualTo(expected);
        assertThat(of(container("state: {terminated: {exitCode: 137, reason: OOMKilled}}")))
                .isEqualTo(expected);
        assertThat(of(container("ready: true, state: {running: {}}, " + last))).isEmpty();
    }

    @Test
    void aPodThatFitsNowhereIsSaid() {
        Pod pod = pod("conditions: [{type: PodScheduled, status: 'False', reason: Unschedulable, message: 0/3 nodes}]");

        assertThat(Shortfall.of(pod)).contains(new Shortfall("Unschedulable", "Unschedulable: 0/3 nodes"));
    }

    @Test
    void aStartOrAnEndIsNoShortfall() {
        assertThat(of(waiting("ContainerCreating", ""))).isEmpty();
        assertThat(of(container("state: {running: {}}"))).isEmpty();
        Pod ending = waiting("ErrImagePull", CAUSE);
        ending.getMetadata().setDeletionTimestamp("2026-01-01T00:00:00Z");
        assertThat(of(ending)).isEmpty();
    }

    @Test
    void aQuotaAndARolloutThatStandsStillAreSaid() {
        assertThat(Shortfall.of(
                        deployment(
                                "{type: ReplicaFailure, status: 'True', reason: FailedCreate, message: exceeded quota}"),
                        List.of()))
                .contains(new Shortfall("FailedCreate", "ReplicaFailure: FailedCreate: exceeded quota"));
        assertThat(Shortfall.of(
                        deployment(
                                "{type: Progressing, status: 'False', reason: ProgressDeadlineExceeded, message: m}"),
                        List.of()))
                .contains(new Shortfall("ProgressDeadlineExceeded", "Progressing: ProgressDeadlineExceeded: m"));
        assertThat(Shortfall.of(
                        deployment("{type: Available, status: 'False', reason: MinimumReplicasUnavailable}"),
                        List.of()))
                .isEmpty();
    }

    @Test
    void aReasonThatIsNoReasonOfAConditionDoesNotSpoilTheStatus() {
        assertThat(of(waiting("'no reason!'", "m")))
                .contains(new Shortfall("SidecarMissing", "pod edge-1: no reason!: m"));
    }

    private static Optional<Shortfall> of(Pod pod) {
        return Shortfall.of(Optional.empty(), List.of(pod));
    }

    private static Pod waiting(String reason, String message) {
        return container("state: {waiting: {reason: " + reason + ", message: '" + message + "'}}");
    }

    private static Pod container(String more) {
        return pod("containerStatuses: [{name: portmux, image: 'x/y:nope', " + more + "}]");
    }

    private static Pod pod(String status) {
        return Serialization.unmarshal("""
                apiVersion: v1
                kind: Pod
                metadata: {name: edge-1}
                status: {%s}
                """.formatted(status), Pod.class);
    }

    private static Optional<Deployment> deployment(String condition) {
        return Optional.of(Serialization.unmarshal("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: edge}
                status: {conditions: [%s]}
                """.formatted(condition), Deployment.class));
    }
}
