package dev.portmux.cli;

import dev.portmux.cli.file.BadInputException;
import dev.portmux.cli.file.PortMuxFile;
import dev.portmux.detection.RoutingTable;
import dev.portmux.operator.Plan;
import dev.portmux.operator.Planner;

/** The routing table of a file. */
final class TableOf {
    private TableOf() {}

    /** For questions about bytes, where backends do not matter. */
    static RoutingTable file(PortMuxFile file) {
        return plan(file, Planner.plan(file.resource(), new FileReferences(file.services())));
    }

    /** @throws BadInputException if there is none, with the place of the first problem */
    static RoutingTable plan(PortMuxFile file, Plan plan) {
        return plan.table().orElseThrow(() -> {
            var problem = plan.refusals().getFirst();
            return new BadInputException(file.place(problem.field()) + ": " + problem);
        });
    }
}
