package dev.portmux.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.crds.PortMux;
import dev.portmux.crds.PortMuxStatus;
import dev.portmux.operator.Resources;
import dev.portmux.operator.render.Model;
import dev.portmux.operator.render.SidecarImage;
import dev.portmux.operator.watch.ServedTable;
import dev.portmux.planning.Plan;
import dev.portmux.planning.Planner;
import dev.portmux.planning.reference.Resolution;
import dev.portmux.planning.reference.Resolution.Resolved;
import dev.portmux.planning.reference.Resolution.Unresolved;
import dev.portmux.routes.Backend;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What kstatus, and with it Flux, makes of the statuses that the operator writes: its rules for objects with conditions, after
 * their documentation. The library itself judges live objects in {@code e2e/run gitops}.
 */
class KstatusTest {
    private static final String WEB = "{name: web, match: {protocol: http}, backendRef: {name: web, port: 80}}";
    private static final PortMux EDGE = Resources.edge(WEB);
    private static final Resolution FOUND = new Resolved(List.of(new Backend("10.0.0.1", 80)));
    private static final ServedTable UP_TO_DATE = new ServedTable(
            "a", Optional.of(plan(EDGE, FOUND).table().orElseThrow().hash()));
    private static final ServedTable BEHIND = new ServedTable("b", Optional.of("00000000"));

    private enum Kstatus {
        IN_PROGRESS,
        FAILED,
        CURRENT
    }

    @Test
    void currentWhenEveryReplicaServesTheRoutes() {
        assertThat(judge(EDGE, FOUND, Optional.empty(), UP_TO_DATE)).isEqualTo(Kstatus.CURRENT);
    }

    @Test
    void inProgressWhileAReplicaLags() {
        assertThat(judge(EDGE, FOUND, Optional.empty(), UP_TO_DATE, BEHIND)).isEqualTo(Kstatus.IN_PROGRESS);
    }

    @Test
    void inProgressWithoutReplicas() {
        assertThat(judge(EDGE, FOUND, Optional.empty())).isEqualTo(Kstatus.IN_PROGRESS);
    }

    @Test
    void inProgressWhileAnObjectCannotBeWritten() {
        assertThat(judge(EDGE, FOUND, Optional.of("services \"edge\" exists"), UP_TO_DATE))
                .isEqualTo(Kstatus.IN_PROGRESS);
    }

    @Test
    void inProgressWhileABackendIsMissing() {
        assertThat(judge(EDGE, new Unresolved("BackendNotFound", "no Service web"), Optional.empty(), UP_TO_DATE))
                .isEqualTo(Kstatus.IN_PROGRESS);
    }

    @Test
    void failedAtOnceWhenTheSpecIsRefused() {
        PortMux refused = Resources.edge(WEB, WEB.replace("name: web, match", "name: web2, match"));

        assertThat(judge(refused, FOUND, Optional.empty(), UP_TO_DATE)).isEqualTo(Kstatus.FAILED);
    }

    @Test
    void inProgressUntilTheOperatorHasSeenTheGeneration() {
        PortMuxStatus earlier = status(EDGE, FOUND, Optional.empty(), UP_TO_DATE);

        assertThat(kstatus(4, earlier)).isEqualTo(Kstatus.IN_PROGRESS);
    }

    private static Kstatus judge(
            PortMux resource, Resolution backend, Optional<String> failure, ServedTable... replicas) {
        return kstatus(resource.getMetadata().getGeneration(), status(resource, backend, failure, replicas));
    }

    private static Kstatus kstatus(long generation, PortMuxStatus status) {
        if (status.observedGeneration() != generation || holds(status, "Reconciling")) {
            return Kstatus.IN_PROGRESS;
        }
        if (holds(status, "Stalled")) {
            return Kstatus.FAILED;
        }
        return holds(status, "Ready") ? Kstatus.CURRENT : Kstatus.IN_PROGRESS;
    }

    private static boolean holds(PortMuxStatus status, String type) {
        return status.conditions().stream()
                .anyMatch(condition -> condition.getType().equals(type)
                        && condition.getStatus().equals("True"));
    }

    private static PortMuxStatus status(
            PortMux resource, Resolution backend, Optional<String> failure, ServedTable... replicas) {
        Plan plan = plan(resource, backend);
        Service service = new ServiceBuilder()
                .withNewSpec()
                .withClusterIP("10.96.0.9")
                .endSpec()
                .build();
        return new StatusWriter(
                        new Model(resource, plan, plan.table(), SidecarImage.of("example/sidecar:1")),
                        new Observation(
                                Optional.of(service),
                                Optional.empty(),
                                List.of(),
                                List.of(replicas),
                                Map.of(),
                                Optional.empty(),
                                failure),
                        "system/portmux",
                        Instant.parse("2026-01-01T00:00:00Z"))
                .status();
    }

    private static Plan plan(PortMux resource, Resolution backend) {
        return Planner.plan(resource, (_, _) -> backend);
    }
}
