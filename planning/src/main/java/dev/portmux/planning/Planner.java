package dev.portmux.planning;

import dev.portmux.crds.BackendRef;
import dev.portmux.crds.PortMux;
import dev.portmux.crds.PortMuxSpec;
import dev.portmux.crds.RouteSpec;
import dev.portmux.detection.overlap.Findings;
import dev.portmux.planning.reference.References;
import dev.portmux.planning.reference.Resolution;
import dev.portmux.planning.reference.Resolution.Resolved;
import dev.portmux.routes.ConnectionPolicy;
import dev.portmux.routes.Match;
import dev.portmux.routes.Route;
import dev.portmux.routes.RoutingTable;
import dev.portmux.routes.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Turns a PortMux and its resolved references into a plan. Pure: the same input gives the same plan. It also judges files
 * without an API server, so it repeats the rules of the schema that matter.
 */
public final class Planner {
    /** The longest drain time-out, which the schema repeats. */
    public static final Duration LONGEST_DRAIN = Duration.ofHours(24);

    /** So many addresses fit into a ConfigMap beside all else, also as IPv6. */
    private static final int MOST_ADDRESSES = 16_384;

    private final String name;
    private final String namespace;
    private final PortMuxSpec spec;
    private final Problems problems = new Problems();
    private int addresses;

    private Planner(PortMux resource) {
        name = Optional.ofNullable(resource.getMetadata().getName()).orElse("");
        namespace = Optional.ofNullable(resource.getMetadata().getNamespace()).orElse("default");
        spec = Optional.ofNullable(resource.getSpec()).orElse(PortMuxSpec.EMPTY);
    }

    /** Plans {@code resource}; without a namespace it is in {@code default}. */
    public static Plan plan(PortMux resource, References references) {
        return new Planner(resource).plan(references, Proof::of);
    }

    /** The same for a caller that plans again and again. */
    public static Plan plan(PortMux resource, References references, ProofCache proofs) {
        Planner planner = new Planner(resource);
        return planner.plan(references, table -> proofs.of(planner.namespace, table));
    }

    private Plan plan(References references, Function<RoutingTable, Proof> prove) {
        problems.require(
                spec.port() >= 1 && spec.port() <= 65535, "spec.port", spec.port() + " (expected: 1 to 65535)");
        problems.require(!spec.routes().isEmpty(), "spec.routes", "none (expected: at least one)");
        ConnectionReader connections = new ConnectionReader(spec, problems);
        connections.duration("spec.pod", "drainTimeout", spec.pod().drainTimeout(), Duration.ZERO, LONGEST_DRAIN);
        problems.attempt(
                "spec.service",
                () -> Problems.sources(
                        "loadBalancerSourceRanges", spec.service().loadBalancerSourceRanges()));
        List<List<RoutePlan.Reference>> resolutions =
                spec.routes().stream().map(route -> resolved(route, references)).toList();
        problems.require(
                addresses <= MOST_ADDRESSES,
                "spec.routes",
                addresses + " addresses of backends or more (expected: at most " + MOST_ADDRESSES + ")");
        List<Route> routes = IntStream.range(0, spec.routes().size())
                .mapToObj(i -> route(i, resolutions.get(i)))
                .flatMap(Optional::stream)
                .toList();
        Acknowledgements acknowledgements = new Acknowledgements(spec.routes());
        acknowledgements.check(problems);
        Timing timing = connections.timing();
        ConnectionPolicy policy = connections.policy();
        Optional<RoutingTable> table = problems.none()
                ? problems.attempt("spec", () -> new RoutingTable(timing, policy, routes))
                : Optional.empty();
        Optional<Proof> proof = table.map(prove);
        proof.flatMap(Proof::invalid).ifPresent(text -> problems.add(Problem.below("spec", text)));
        Findings findings = acknowledgements.applied(proof.map(Proof::findings).orElse(Proof.NOTHING));
        List<Problem> refusals = new ArrayList<>(problems.all());
        List<String> names = spec.routes().stream().map(RouteSpec::name).toList();
        findings.errors().forEach(error -> refusals.add(Problem.of(error, names)));
        List<RoutePlan> states = IntStream.range(0, spec.routes().size())
                .mapToObj(i -> new RoutePlan(spec.routes().get(i).name(), below(path(i), refusals), resolutions.get(i)))
                .toList();
        return new Plan(table.filter(_ -> refusals.isEmpty()), problems.all(), findings, states);
    }

    private static List<Problem> below(String path, List<Problem> problems) {
        return problems.stream()
                .filter(problem -> problem.field().startsWith(path))
                .toList();
    }

    private List<RoutePlan.Reference> resolved(RouteSpec route, References references) {
        return route.backends().stream()
                .map(backend -> new RoutePlan.Reference(
                        backend.field(),
                        bounded(() -> route.balance() == null
                                ? references.resolve(namespace, backend.reference())
                                : references.endpoints(namespace, backend.reference()))))
                .toList();
    }

    /** Nothing more is resolved when the addresses are too many: a tenant could have each of 1,600 references lead to 1,024. */
    private Resolution bounded(Supplier<Resolution> reference) {
        if (addresses > MOST_ADDRESSES) {
            return new Resolved(List.of());
        }
        Resolution resolution = reference.get();
        addresses += resolution.backendsOrNone().size();
        return resolution;
    }

    private Optional<Route> route(int index, List<RoutePlan.Reference> references) {
        RouteSpec route = spec.routes().get(index);
        route.backends()
                .forEach(backend -> problems.require(
                        !isItself(backend.reference()),
                        path(index) + "." + backend.field() + ".name",
                        "\"" + name + "\" is the Service of this PortMux itself (expected: another)"));
        Optional<Route> read = new RouteReader(path(index), problems)
                .read(
                        route,
                        references.stream()
                                .map(each -> each.resolution().backendsOrNone())
                                .toList());
        boolean takesAll = read.filter(
                        each -> each.match() instanceof Match.Any && each.from().isEmpty())
                .isPresent();
        problems.require(
                !takesAll || index == spec.routes().size() - 1,
                path(index) + ".match",
                "{} takes every connection (expected: only in the last route)");
        return read;
    }

    private boolean isItself(BackendRef reference) {
        return reference.refersToService()
                && reference.name().equals(name)
                && reference.namespaceOr(namespace).equals(namespace);
    }

    private static String path(int route) {
        return "spec.routes[" + route + "]";
    }
}
