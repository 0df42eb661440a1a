package dev.portmux.operator.status;

import static dev.portmux.operator.status.Conditions.ACCEPTED;
import static dev.portmux.operator.status.Conditions.CONTESTED;
import static dev.portmux.operator.status.Conditions.OVERLAPPING;
import static dev.portmux.operator.status.Conditions.PROGRAMMED;
import static dev.portmux.operator.status.Conditions.READY;
import static dev.portmux.operator.status.Conditions.RECONCILING;
import static dev.portmux.operator.status.Conditions.RESOLVED_REFS;
import static dev.portmux.operator.status.Conditions.STALLED;
import static dev.portmux.operator.status.Conditions.UNAVAILABLE;

import dev.portmux.crds.PortMux;
import dev.portmux.crds.PortMuxStatus;
import dev.portmux.crds.RouteStatus;
import dev.portmux.operator.render.Model;
import dev.portmux.operator.render.Owned;
import dev.portmux.planning.Problem;
import dev.portmux.planning.RoutePlan;
import dev.portmux.routes.RoutingTable;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * From a model and what was observed to the status. Pure.
 *
 * @param operator the installation of the operator that is in charge
 */
public record StatusWriter(Model model, Observation seen, String operator, Instant now) {

    public PortMuxStatus status() {
        PortMux resource = model.resource();
        Optional<PortMuxStatus> before = Optional.ofNullable(resource.getStatus());
        long generation =
                Optional.ofNullable(resource.getMetadata().getGeneration()).orElse(0L);
        State accepted = accepted();
        State resolved = RouteStates.resolved(model.plan().routes());
        State programmed = new ProgrammedState(model, seen).state();
        Optional<String> address = seen.address();
        State ready = State.firstNo(accepted, programmed, resolved, addressed(address), complete(), ready(programmed));

        Conditions conditions =
                new Conditions(before.map(PortMuxStatus::conditions).orElse(List.of()), generation, now);
        conditions.set(ACCEPTED, accepted);
        conditions.set(RESOLVED_REFS, resolved);
        conditions.set(PROGRAMMED, programmed);
        conditions.set(READY, ready);
        // The two that kstatus knows: on Reconciling a tool goes on waiting, on Stalled it gives up.
        if (accepted.holds()) {
            conditions.setIf(RECONCILING, ready.inverted());
        }
        conditions.setIf(STALLED, accepted.inverted());
        conditions.setIf(OVERLAPPING, Overlaps.state(model.plan().findings().all()));
        conditions.setIf(UNAVAILABLE, RouteStates.unavailable(seen.unavailable()));
        conditions.setIf(CONTESTED, contested());

        PortMuxStatus.Builder status = PortMuxStatus.observed(generation)
                .conditions(conditions.all())
                .replicas(seen.counted())
                .operator(operator)
                .selector(Owned.podSelector(resource))
                .routes(model.plan().routes().stream()
                        .map(route -> route(route, before, generation))
                        .toList());
        address.ifPresent(status::address);
        model.table().map(RoutingTable::hash).ifPresent(status::table);
        return status.build();
    }

    private State accepted() {
        List<Problem> problems = model.plan().refusals();
        if (problems.isEmpty()) {
            return State.yes(ACCEPTED, "the spec is valid");
        }
        String others = problems.size() == 1 ? "" : "; and " + (problems.size() - 1) + " more: portmux check";
        return State.no(problems.getFirst().reason(), problems.getFirst() + others);
    }

    private static State addressed(Optional<String> address) {
        return address.isPresent()
                ? State.yes("AddressAssigned", address.get())
                : State.no("AddressNotAssigned", "the Service has no address yet");
    }

    /** Whether nothing keeps a sidecar from running. */
    private State complete() {
        return seen.shortfall()
                .map(found -> State.no(
                        found.reason(),
                        seen.replicas().size() + " of " + seen.wanted() + " sidecars are ready; " + found.message()))
                .orElseGet(() -> State.yes(READY, "nothing keeps a sidecar from running"));
    }

    private State contested() {
        return seen.challenger()
                .map(other -> State.yes(
                        "SeveralOperators",
                        "operator " + operator + " is in charge; " + other
                                + " serves this namespace too (expected: watchNamespaces that do not overlap)"))
                .orElseGet(() -> State.no("OneOperator", "operator " + operator + " is in charge"));
    }

    private State ready(State programmed) {
        return State.yes(
                READY,
                model.plan().routes().size() + " routes on port "
                        + model.resource().getSpec().port() + "; " + programmed.message());
    }

    private RouteStatus route(RoutePlan route, Optional<PortMuxStatus> before, long generation) {
        List<Condition> old = before.stream()
                .flatMap(status -> status.routes().stream())
                .filter(each -> each.name().equals(route.name()))
                .flatMap(each -> each.conditions().stream())
                .toList();
        Conditions conditions = new Conditions(old, generation, now);
        conditions.set(ACCEPTED, RouteStates.accepted(route));
        conditions.set(RESOLVED_REFS, RouteStates.resolved(route));
        conditions.setIf(OVERLAPPING, Overlaps.state(model.plan().findings().about(route.name())));
        conditions.setIf(UNAVAILABLE, RouteStates.unavailable(route.name(), seen.unavailable()));
        return new RouteStatus(route.name(), conditions.all());
    }
}
