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
                        programmed(before, after))
                .flatMap(Optional::stream)
                .map(condition -> new EventDraft(isTrue(condition), condition.getReason(), condition.getMessage()))
                .toList();
    }

    /** When it becomes False, when its reason or message changes, and when it becomes True again. */
    private static Optional<Condition> validity(String type, Optional<PortMuxStatus> before, PortMuxStatus after) {
        Optional<Condition> old = before.flatMap(status -> find(type, status));
        return find(type, after)
                .filter(now -> isTrue(now)
                        ? old.filter(was -> was.getStatus().equals("False")).isPresent()
                        : old.filter(was -> says(was).equals(says(now))).isEmpty());
    }

    /** When all replicas serve a new table, and when something keeps them from it. */
    private static Optional<Condition> programmed(Optional<PortMuxStatus> before, PortMuxStatus after) {
        Optional<Condition> old = before.flatMap(status -> find(Conditions.PROGRAMMED, status));
        return find(Conditions.PROGRAMMED, after)
                .filter(now -> !SILENT.contains(now.getReason()))
                .filter(now -> isTrue(now)
                        ? old.filter(Transitions::isTrue).isEmpty()
                                || !before.map(PortMuxStatus::table).equals(Optional.ofNullable(after.table()))
                        : old.filter(was -> says(was).equals(says(now))).isEmpty());
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
