package dev.portmux.operator.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.portmux.crds.PortMux;
import dev.portmux.crds.PortMuxStatus;
import dev.portmux.crds.RouteStatus;
import dev.portmux.operator.Resources;
import dev.portmux.operator.render.Model;
import dev.portmux.operator.watch.ServedTable;
import dev.portmux.planning.Plan;
import dev.portmux.planning.Planner;
import dev.portmux.planning.reference.Resolution.Resolved;
import dev.portmux.routes.Backend;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.time.Instant;
import java.util.List;
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
        resource.setStatus(new StatusWriter(model(), seen(Optional.empty()), EARLIER).status());

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
        Model model = new Model(overlapping, its, its.table(), "example/sidecar:1");

        PortMuxStatus status = new StatusWriter(model, seen(Optional.empty()), NOW).status();

        assertThat(status.routes())
                .filteredOn(route -> route.conditions().stream()
                        .anyMatch(condition -> condition.getType().equals("OverlappingSignatures")))
                .extracting(RouteStatus::name)
                .containsExactly("late", "web");
    }

    @Test
    void theSameObservationGivesTheSameStatus() {
        resource.setStatus(new StatusWriter(model(), seen(Optional.empty(), replica("a", hash)), EARLIER).status());

        assertThat(status(Optional.empty(), replica("a", hash))).isEqualTo(resource.getStatus());
    }

    private PortMuxStatus status(Optional<String> failure, ServedTable... replicas) {
        return new StatusWriter(model(), seen(failure, replicas), NOW).status();
    }

    private Model model() {
        return new Model(resource, plan, plan.table(), "example/sidecar:1");
    }

    private static Observation seen(Optional<String> failure, ServedTable... replicas) {
        Service service = new ServiceBuilder()
                .withNewSpec()
                .withClusterIP("10.96.0.9")
                .endSpec()
                .build();
        return new Observation(Optional.of(service), Optional.empty(), List.of(replicas), failure);
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
