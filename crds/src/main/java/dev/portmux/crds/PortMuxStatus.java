package dev.portmux.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is true of one port.
 *
 * @param observedGeneration the generation of the spec that this is about; -1: the operator has not seen it
 * @param address            where clients connect to, an address or a host name; unset: not known yet
 * @param routeCount         number of routes of the spec
 * @param table              hash of the routing table in force
 * @param replicas           number of sidecar pods
 * @param selector           label selector of the sidecar pods, for autoscalers
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PortMuxStatus(
        long observedGeneration,
        List<Condition> conditions,
        @Nullable String address,
        int routeCount,
        @Nullable String table,
        int replicas,
        @Nullable String selector,
        List<RouteStatus> routes) {

    public PortMuxStatus {
        conditions = Absent.toEmpty(conditions);
        routes = Absent.toEmpty(routes);
    }
}
