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
 * @param operator           the installation of the operator that is in charge, as NAMESPACE/NAME
 * @param challenger         another installation that asks whether the one in charge is still there
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
        @Nullable String operator,
        @Nullable String challenger,
        List<RouteStatus> routes) {

    public PortMuxStatus {
        conditions = Absent.toEmpty(conditions);
        routes = Absent.toEmpty(routes);
    }

    /** A status in which nothing is set but the generation. */
    public static Builder observed(long generation) {
        return new Builder(generation);
    }

    /** The same with other conditions. */
    public PortMuxStatus withConditions(List<Condition> others) {
        return new PortMuxStatus(
                observedGeneration,
                others,
                address,
                routeCount,
                table,
                replicas,
                selector,
                operator,
                challenger,
                routes);
    }

    /** Sets the fields by name. Each call changes this builder and returns it. */
    public static final class Builder {
        private final long observedGeneration;
        private List<Condition> conditions = List.of();
        private @Nullable String address;
        private @Nullable String table;
        private int replicas;
        private @Nullable String selector;
        private @Nullable String operator;
        private List<RouteStatus> routes = List.of();

        private Builder(long observedGeneration) {
            this.observedGeneration = observedGeneration;
        }

        public Builder conditions(List<Condition> value) {
            conditions = value;
            return this;
        }

        public Builder address(String value) {
            address = value;
            return this;
        }

        public Builder table(String value) {
            table = value;
            return this;
        }

        public Builder replicas(int value) {
            replicas = value;
            return this;
        }

        public Builder selector(String value) {
            selector = value;
            return this;
        }

        public Builder operator(String value) {
            operator = value;
            return this;
        }

        /** Sets the state of each route, and with it their number. */
        public Builder routes(List<RouteStatus> value) {
            routes = value;
            return this;
        }

        public PortMuxStatus build() {
            return new PortMuxStatus(
                    observedGeneration,
                    conditions,
                    address,
                    routes.size(),
                    table,
                    replicas,
                    selector,
                    operator,
                    null,
                    routes);
        }
    }
}
