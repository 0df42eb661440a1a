package dev.portmux.operator.render;

import dev.portmux.crds.PortMux;
import dev.portmux.planning.Plan;
import dev.portmux.routes.RoutingTable;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.Optional;

/**
 * Everything that the dependents render, made before any of them runs.
 *
 * @param table the table to be in force: that of the plan or, while the spec is refused, the last valid one
 */
public record Model(PortMux resource, Plan plan, Optional<RoutingTable> table, SidecarImage sidecarImage) {

    static Model of(Context<PortMux> context) {
        return context.managedWorkflowAndDependentResourceContext().getMandatory(Model.class, Model.class);
    }

    public void putInto(Context<PortMux> context) {
        context.managedWorkflowAndDependentResourceContext().put(Model.class, this);
    }
}
