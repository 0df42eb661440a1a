package dev.portmux.operator.status;

import dev.portmux.operator.render.Model;
import dev.portmux.operator.watch.ServedTable;
import dev.portmux.routes.RoutingTable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Whether every ready replica serves the table of this generation. */
public record ProgrammedState(Model model, Observation seen) {
    /** Some replica does not serve it yet. */
    public static final String PENDING = "Pending";

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
        List<ServedTable> replicas = seen.replicas();
        if (replicas.isEmpty()) {
            boolean none = Objects.equals(model.resource().getSpec().replicas(), 0);
            String why = seen.shortfall().map(found -> "; " + found.message()).orElse("");
            return State.no(
                    "NoReadyReplicas", none ? "spec.replicas is 0: no sidecar runs" : "no sidecar is ready" + why);
        }
        List<ServedTable> behind = replicas.stream()
                .filter(replica -> !replica.hash().equals(wanted))
                .toList();
        String count =
                (replicas.size() - behind.size()) + " of " + seen.wanted() + " replicas serve routes " + wanted.get();
        int missing = seen.wanted() - replicas.size();
        return behind.isEmpty()
                ? State.yes(Conditions.PROGRAMMED, count + (missing == 0 ? "" : "; " + missing + " not ready"))
                : State.no(
                        PENDING,
                        count + "; " + behind.getFirst().pod() + " "
                                + behind.getFirst()
                                        .hash()
                                        .map(table -> "serves " + table)
                                        .orElse("does not answer"));
    }
}
