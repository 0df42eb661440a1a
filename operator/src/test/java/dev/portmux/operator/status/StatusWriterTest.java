package dev.portmux.operator.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.portmux.crds.PortMux;
import dev.portmux.crds.PortMuxStatus;
import dev.portmux.crds.RouteStatus;
import dev.portmux.operator.Resources;
import dev.portmux.operator.render.Model;
import dev.portmux.operator.render.SidecarImage;
import dev.portmux.operator.watch.ServedTable;
import dev.portmux.planning.Plan;
import dev.portmux.planning.Planner;
import dev.portmux.planning.reference.Resolution.Resolved;
import dev.portmux.routes.Backend;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusWriterTest {
    private static final Instant EARLIER = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-01-01T00:01:00Z");

    private final PortMux resource =
            Resources.edge("{name: web, match: {protocol: http}, backendRef: {name: web, port: 80}}");
    private final Plan plan = Planner.plan(resource, (_, _) -> new Resolved(List.of(new Backend("10.0.0.1", 80))));
    private final String hash = plan.table().orElseThrow().hash();

    @Test
    void isReadyWhenEveryReplicaServesTheTable() {
        PortMuxStatus status = status(Optional.empty(), replica("a", hash), replica("b", hash));

        assertThat(status.conditions())
                .extracting(Condition::getType, Condition::getStatus)
                .containsExactly(
                        tuple("Accepted", "True"),
                        tuple("ResolvedRefs", "True"),
                        tuple("Programmed", "True"),
                        tuple("Ready", "True"));
        assertThat(status.observedGeneration()).isEqualTo(3);
    }

    @Test
    void namesTheReplicaThatLags() {
        PortMuxStatus status = status(Optional.empty(), replica("a", hash), new ServedTable("b", Optional.empty()));

        assertThat(condition(status, "Programmed").getMessage())
                .isEqualTo("1 of 2 replicas serve routes " + hash + "; b does not answer");
        assertThat(condition(status, "Reconciling").getStatus()).isEqualTo("True");
    }

    @Test
    void saysWhatCouldNotBeWritten() {
        PortMuxStatus status = status(Optional.of("services \"edge\" exists"), replica("a", hash));

        assertThat(condition(status, "Ready").getReason()).isEqualTo("ApplyFailed");
    }

    @Test
    void keepsTheTimeOfTheLastTransition() {
        resource.setStatus(new StatusWriter(model(), seen(Optional.empty()), "system/portmux", EARLIER).status());

        PortMuxStatus status = status(Optional.empty(), replica("a", hash));

        assertThat(condition(status, "Accepted").getLastTransitionTime()).isEqualTo(EARLIER.toString());
        assertThat(condition(status, "Programmed").getLastTransitionTime()).isEqualTo(NOW.toString());
    }

    @Test
    void tellsEachRouteOfItsOwnOverlaps() {
        PortMux overlapping = Resources.edge(
                "{name: late, match: {payload: [{offset: 100, hex: ['feed']}]}, backendRef: {name: a, port: 1}}",
                "{name: web, match: {protocol: http}, backendRef: {name: web, port: 80}}",
                "{name: db, match: {protocol: mysql}, backendRef: {name: db, port: 3306}}");
        Plan its = Planner.plan(overlapping, (_, _) -> new Resolved(List.of(new Backend("10.0.0.1", 80))));
        Model model = new Model(overlapping, its, its.table(), SidecarImage.of("example/sidecar:1"));

        PortMuxStatus status = new StatusWriter(model, seen(Optional.empty()), "system/portmux", NOW).status();

        assertThat(status.routes())
                .filteredOn(route -> route.conditions().stream()
                        .anyMatch(condition -> condition.getType().equals("OverlappingSignatures")))
                .extracting(RouteStatus::name)
                .containsExactly("late", "web");
    }

    @Test
    void theSameObservationGivesTheSameStatus() {
        resource.setStatus(
                new StatusWriter(model(), seen(Optional.empty(), replica("a", hash)), "system/portmux", EARLIER)
                        .status());

        assertThat(status(Optional.empty(), replica("a", hash))).isEqualTo(resource.getStatus());
    }

    @Test
    void countsTheReplicasThatShouldBeThere() {
        PortMuxStatus status = status(of(twoReplicas(""), Map.of(), Optional.empty(), replica("a", hash)));

        assertThat(condition(status, "Programmed").getMessage())
                .isEqualTo("1 of 2 replicas serve routes " + hash + "; 1 not ready");
        assertThat(condition(status, "Programmed").getStatus()).isEqualTo("True");
        assertThat(condition(status, "Ready").getStatus()).isEqualTo("True");
    }

    @Test
    void isNotReadyWhileSomethingKeepsASidecarFromRunning() {
        Deployment stuck = twoReplicas("{type: ReplicaFailure, status: 'True', reason: FailedCreate, message: quota}");

        PortMuxStatus running = status(of(stuck, Map.of(), Optional.empty(), replica("a", hash)));
        assertThat(condition(running, "Programmed").getStatus()).isEqualTo("True");
        assertThat(condition(running, "Ready"))
                .extracting(Condition::getStatus, Condition::getReason, Condition::getMessage)
                .containsExactly(
                        "False", "FailedCreate", "1 of 2 sidecars are ready; ReplicaFailure: FailedCreate: quota");

        PortMuxStatus none = status(of(stuck, Map.of(), Optional.empty()));
        assertThat(condition(none, "Ready").getReason()).isEqualTo("NoReadyReplicas");
        assertThat(condition(none, "Ready").getMessage())
                .isEqualTo("no sidecar is ready; ReplicaFailure: FailedCreate: quota");
    }

    @Test
    void tellsOfRoutesWithoutEndpointsAndStaysReady() {
        PortMuxStatus status = status(of(
                twoReplicas(""),
                Map.of("web", "Service shop/web has no ready endpoints"),
                Optional.empty(),
                replica("a", hash)));

        assertThat(condition(status, "BackendsUnavailable"))
                .extracting(Condition::getStatus, Condition::getReason, Condition::getMessage)
                .containsExactly("True", "NoReadyEndpoints", "route \"web\": Service shop/web has no ready endpoints");
        assertThat(status.routes().getFirst().conditions().getLast().getType()).isEqualTo("BackendsUnavailable");
        assertThat(condition(status, "Ready").getStatus()).isEqualTo("True");
    }

    @Test
    void tellsOfAnotherOperator() {
        PortMuxStatus status = status(of(twoReplicas(""), Map.of(), Optional.of("other/portmux"), replica("a", hash)));

        assertThat(status.operator()).isEqualTo("system/portmux");
        assertThat(condition(status, "Contested").getMessage())
                .isEqualTo("operator system/portmux is in charge; other/portmux serves this namespace too"
                        + " (expected: watchNamespaces that do not overlap)");
    }

    private static Deployment twoReplicas(String condition) {
        return Serialization.unmarshal("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: edge}
                spec: {replicas: 2}
                status: {conditions: [%s]}
                """.formatted(condition), Deployment.class);
    }

    private static Observation of(
            Deployment deployment,
            Map<String, String> unavailable,
            Optional<String> challenger,
            ServedTable... replicas) {
        Observation seen = seen(Optional.empty(), replicas);
        return new Observation(
                seen.service(),
                Optional.of(deployment),
                List.of(),
                seen.replicas(),
                unavailable,
                challenger,
                Optional.empty());
    }

    private PortMuxStatus status(Observation seen) {
        return new StatusWriter(model(), seen, "system/portmux", NOW).status();
    }

    private PortMuxStatus status(Optional<String> failure, ServedTable... replicas) {
        return new StatusWriter(model(), seen(failure, replicas), "system/portmux", NOW).status();
    }

    private Model model() {
        return new Model(resource, plan, plan.table(), SidecarImage.of("example/sidecar:1"));
    }

    private static Observation seen(Optional<String> failure, ServedTable... replicas) {
        Service service = new ServiceBuilder()
                .withNewSpec()
                .withClusterIP("10.96.0.9")
                .endSpec()
                .build();
        return new Observation(
                Optional.of(service),
                Optional.empty(),
                List.of(),
                List.of(replicas),
                Map.of(),
                Optional.empty(),
                failure);
    }

    private static ServedTable replica(String name, String table) {
        return new ServedTable(name, Optional.of(table));
    }

    private static Condition condition(PortMuxStatus status, String type) {
        return status.conditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }
}
