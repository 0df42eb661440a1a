package dev.portmux.crds;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** The state of one route: Accepted and ResolvedRefs, with the reasons of the Gateway API. */
public record RouteStatus(String name, List<Condition> conditions) {

    public RouteStatus {
        conditions = Absent.toEmpty(conditions);
    }
}
