package dev.portmux.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.crds.PortMuxStatus;
import dev.portmux.operator.reconcile.Transitions.EventDraft;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TransitionsTest {
    private static final Condition ACCEPTED = condition("Accepted", "True", "Accepted", "the spec is valid");
    private static final Condition REFUSED = condition("Accepted", "False", "UnsupportedValue", "gopher");
    private static final Condition PENDING = condition("Programmed", "False", "Pending", "0 of 1");
    private static final Condition PROGRAMMED = condition("Programmed", "True", "Programmed", "1 of 1");

    private static final EventDraft SERVED =
            new EventDraft(true, "Programmed", "every ready replica serves the routes of the spec");

    @Test
    void aNewOneTellsOnlyThatItIsProgrammed() {
        PortMuxStatus defaulted = status(
                "none",
                condition("Accepted", "Unknown", "Pending", "Waiting for the operator"),
                condition("Programmed", "Unknown", "Pending", "Waiting for the operator"));

        assertThat(between(defaulted, status("a", ACCEPTED, PENDING))).isEmpty();
        assertThat(between(defaulted, status("a", ACCEPTED, PROGRAMMED))).containsExactly(SERVED);
        assertThat(Transitions.between(Optional.empty(), status("a", ACCEPTED, PROGRAMMED)))
                .containsExactly(SERVED);
    }

    @Test
    void tellsWhatIsWrongOnceAndThatItIsWellAgain() {
        PortMuxStatus good = status("a", ACCEPTED, PROGRAMMED);
        PortMuxStatus bad = status("a", REFUSED, condition("Programmed", "False", "Invalid", "the spec is refused"));
        PortMuxStatus other = status("a", condition("Accepted", "False", "UnsupportedValue", "wais"), PROGRAMMED);

        assertThat(between(good, bad)).containsExactly(new EventDraft(false, "UnsupportedValue", "gopher"));
        assertThat(between(bad, bad)).isEmpty();
        assertThat(between(bad, other)).contains(new EventDraft(false, "UnsupportedValue", "wais"));
        assertThat(between(bad, good)).containsExactly(new EventDraft(true, "Accepted", "the spec is valid"), SERVED);
    }

    @Test
    void tellsOfEachTableOfANewSpecAndNotOfNewEndpoints() {
        assertThat(between(status("a", PROGRAMMED), status("b", PENDING))).isEmpty();
        assertThat(between(status("b", PENDING), status("b", PROGRAMMED))).containsExactly(SERVED);
        assertThat(between(status("a", PROGRAMMED), status(2, "b", PROGRAMMED))).containsExactly(SERVED);
        assertThat(between(status("a", PROGRAMMED), status("b", PROGRAMMED))).isEmpty();
        assertThat(between(status("b", PROGRAMMED), status(2, "b", PROGRAMMED))).isEmpty();
    }

    @Test
    void tellsWhatKeepsASidecarFromRunningWhileOthersServe() {
        Condition resolved = condition("ResolvedRefs", "True", "ResolvedRefs", "");
        Condition ready = condition("Ready", "True", "Ready", "");
        Condition missing = condition("Ready", "False", "ErrImagePull", "1 of 2 sidecars are ready; no such image");
        PortMuxStatus good = status("a", ACCEPTED, resolved, PROGRAMMED, ready);
        PortMuxStatus bad = status("a", ACCEPTED, resolved, PROGRAMMED, missing);

        assertThat(between(good, bad))
                .containsExactly(new EventDraft(false, "ErrImagePull", "1 of 2 sidecars are ready; no such image"));
        assertThat(between(bad, bad)).isEmpty();
        assertThat(between(
                        good,
                        status(
                                "a",
                                ACCEPTED,
                                resolved,
                                PROGRAMMED,
                                condition("Ready", "False", "AddressNotAssigned", "the Service has no address yet"))))
                .isEmpty();
    }

    @Test
    void tellsWhenAProblemComesAndGoes() {
        PortMuxStatus good = status("a", PROGRAMMED);
        PortMuxStatus bad = status(
                "a", PROGRAMMED, condition("BackendsUnavailable", "True", "NoReadyEndpoints", "route \"web\": none"));

        assertThat(between(good, bad))
                .containsExactly(new EventDraft(false, "NoReadyEndpoints", "route \"web\": none"));
        assertThat(between(bad, bad)).isEmpty();
        assertThat(between(bad, good))
                .containsExactly(new EventDraft(true, "BackendsUnavailableOver", "this is no longer so"));
    }

    @Test
    void tellsThatTheApiRefuses() {
        assertThat(between(
                        status("a", PENDING),
                        status("a", condition("Programmed", "False", "ApplyFailed", "exceeded quota"))))
                .containsExactly(new EventDraft(false, "ApplyFailed", "exceeded quota"));
    }

    private static List<EventDraft> between(PortMuxStatus before, PortMuxStatus after) {
        return Transitions.between(Optional.of(before), after);
    }

    private static PortMuxStatus status(String table, Condition... conditions) {
        return status(1, table, conditions);
    }

    private static PortMuxStatus status(long generation, String table, Condition... conditions) {
        return PortMuxStatus.observed(generation)
                .conditions(List.of(conditions))
                .table(table)
                .replicas(1)
                .build();
    }

    private static Condition condition(String type, String status, String reason, String message) {
        return new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(message)
                .build();
    }
}
