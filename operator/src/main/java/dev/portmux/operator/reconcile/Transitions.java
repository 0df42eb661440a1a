package dev.portmux.operator.reconcile;

import dev.portmux.crds.PortMuxStatus;
import dev.portmux.operator.status.Conditions;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** From one status to the next: what somebody who reads the events of a PortMux wants to be told. Pure. */
final class Transitions {
    /** Passing states of every change, and those that follow from another condition that is told. */
    private static final List<String> UNTOLD = List.of("Pending", "Invalid");

    private Transitions() {}

    /**
     * One thing that happened.
     *
     * @param normal it is as it should be
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

    /** What goes wrong, also when it goes wrong in another way, and that it is well again. */
    private static Optional<Condition> validity(String type, Optional<PortMuxStatus> before, PortMuxStatus after) {
        Optional<Condition> old = before.flatMap(status -> find(type, status));
        return find(type, after)
                .filter(now -> isTrue(now)
                        ? old.filter(was -> was.getStatus().equals("False")).isPresent()
                        : old.filter(was -> says(was).equals(says(now))).isEmpty());
    }

    /** Each table that all replicas have come to serve, and what keeps them from it. */
    private static Optional<Condition> programmed(Optional<PortMuxStatus> before, PortMuxStatus after) {
        Optional<Condition> old = before.flatMap(status -> find(Conditions.PROGRAMMED, status));
        return find(Conditions.PROGRAMMED, after)
                .filter(now -> !UNTOLD.contains(now.getReason()))
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
