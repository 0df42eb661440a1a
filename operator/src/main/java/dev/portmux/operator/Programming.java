package dev.portmux.operator;

import dev.portmux.detection.RoutingTable;
import java.util.List;
import java.util.Optional;

/** Whether every ready replica serves the table of this generation. */
record Programming(Model model, Observation seen) {

    State state() {
        Optional<String> wanted = model.plan().table().map(RoutingTable::hash);
        if (wanted.isEmpty()) {
            return State.no(
                    "Invalid",
                    model.table()
                            .map(table -> "the spec is refused; routes " + table.hash() + " stay in force")
                            .orElse("the spec is refused and there are no routes from before"));
        }
        if (seen.failure().isPresent()) {
            return State.no("ApplyFailed", seen.failure().get());
        }
        List<Replica> replicas = seen.replicas();
        if (replicas.isEmpty()) {
            return State.no("NoReadyReplicas", "no sidecar is ready");
        }
        List<Replica> behind = replicas.stream()
                .filter(replica -> !replica.table().equals(wanted))
                .toList();
        String count =
                (replicas.size() - behind.size()) + " of " + replicas.size() + " replicas serve routes " + wanted.get();
        return behind.isEmpty()
                ? State.yes(Conditions.PROGRAMMED, count)
                : State.no(
                        "Pending",
                        count + "; " + behind.getFirst().pod() + " "
                                + behind.getFirst()
                                        .table()
                                        .map(table -> "serves " + table)
                                        .orElse("does not answer"));
    }
}
