package dev.portmux.operator.reconcile;

import dev.portmux.crds.PortMuxStatus;
import dev.portmux.operator.status.Conditions;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The events that a change of status is worth. Pure. */
final class Transitions {
    /** Reasons without an event: a passing state of every change, and one that follows from Accepted, which has its own event. */
    private static final List<String> SILENT = List.of("Pending", "Invalid");

    /** Why a programmed PortMux is not ready although nothing is wrong with its sidecars. */
    private static final List<String> NOT_OF_SIDECARS = List.of("AddressNotAssigned");

    private Transitions() {}

    /**
     * An event that is still to be written.
     *
     * @param normal whether all is well: type Normal, otherwise Warning
     * @param reason in one word for programs
     * @param note   in one sentence for people
     */
    record EventDraft(boolean normal, String reason, String note) {}

    static List<EventDraft> between(Optional<PortMuxStatus> before, PortMuxStatus after) {
        return Stream.of(
                        validity(Conditions.ACCEPTED, before, after),
                        validity(Conditions.RESOLVED_REFS, before, after),
                        programmed(before, after),
                        incomplete(before, after),
                        problem(Conditions.UNAVAILABLE, before, after),
                        problem(Conditions.CONTESTED, before, after))
                .flatMap(Optional::stream)
                .toList();
    }

    private static EventDraft draft(Condition condition) {
        return new EventDraft(isTrue(condition), condition.getReason(), condition.getMessage());
    }

    /** When it becomes False, when its reason or message changes, and when it becomes True again. */
    private static Optional<EventDraft> validity(String type, Optional<PortMuxStatus> before, PortMuxStatus after) {
        Optional<Condition> old = before.flatMap(status -> find(type, status));
        return find(type, after)
                .filter(now -> isTrue(now)
                        ? old.filter(was -> was.getStatus().equals("False")).isPresent()
                        : old.filter(was -> says(was).equals(says(now))).isEmpty())
                .map(Transitions::draft);
    }

    /** A condition that is only there while something is wrong: when it comes, when it changes, and when it goes. */
    private static Optional<EventDraft> problem(String type, Optional<PortMuxStatus> before, PortMuxStatus after) {
        Optional<Condition> old = before.flatMap(status -> find(type, status));
        Optional<Condition> now = find(type, after);
        return now.isPresent()
                ? now.filter(it -> old.filter(was -> says(was).equals(says(it))).isEmpty())
                        .map(it -> new EventDraft(false, it.getReason(), it.getMessage()))
                : old.map(_ -> new EventDraft(true, type + "Over", "this is no longer so"));
    }

    /** When something keeps sidecars from running while others serve the routes. */
    private static Optional<EventDraft> incomplete(Optional<PortMuxStatus> before, PortMuxStatus after) {
        Optional<Condition> old = before.flatMap(status -> find(Conditions.READY, status));
        return find(Conditions.READY, after)
                .filter(now -> !isTrue(now) && !NOT_OF_SIDECARS.contains(now.getReason()))
                .filter(_ -> Stream.of(Conditions.ACCEPTED, Conditions.RESOLVED_REFS, Conditions.PROGRAMMED)
                        .allMatch(type ->
                                find(type, after).filter(Transitions::isTrue).isPresent()))
                .filter(now -> old.filter(was -> says(was).equals(says(now))).isEmpty())
                .map(Transitions::draft);
    }

    /** When all replicas serve the table of a new spec, and when something keeps them from it. */
    private static Optional<EventDraft> programmed(Optional<PortMuxStatus> before, PortMuxStatus after) {
        Optional<Condition> old = before.flatMap(status -> find(Conditions.PROGRAMMED, status));
        return find(Conditions.PROGRAMMED, after)
                .filter(now -> !SILENT.contains(now.getReason()))
                .filter(now -> isTrue(now)
                        ? old.filter(Transitions::isTrue).isEmpty() || isNewSpec(before, after)
                        : old.filter(was -> says(was).equals(says(now))).isEmpty())
                // The same words each time, so that they make a series.
                .map(now -> isTrue(now)
                        ? new EventDraft(true, now.getReason(), "every ready replica serves the routes of the spec")
                        : draft(now));
    }

    /** A table that changes without the spec is one of new endpoints: nobody waits for that. */
    private static boolean isNewSpec(Optional<PortMuxStatus> before, PortMuxStatus after) {
        return before.filter(old -> old.observedGeneration() == after.observedGeneration())
                        .isEmpty()
                && !before.map(PortMuxStatus::table).equals(Optional.ofNullable(after.table()));
    }

    private static Optional<Condition> find(String type, PortMuxStatus status) {
        return status.conditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst();
    }

    private static boolean isTrue(Condition condition) {
        return condition.getStatus().equals("True");
    }

    private static List<String> says(Condition condition) {
        return List.of(condition.getStatus(), condition.getReason(), condition.getMessage());
    }
}
