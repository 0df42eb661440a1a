package dev.portmux.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.portmux.crds.BackendRef;
import dev.portmux.planning.reference.References;
import dev.portmux.planning.reference.Resolution;
import dev.portmux.planning.reference.Resolution.Resolved;
import dev.portmux.planning.reference.Resolution.Unresolved;
import dev.portmux.routes.AccessLogging;
import dev.portmux.routes.Backend;
import dev.portmux.routes.BackendGroup;
import dev.portmux.routes.Balance;
import dev.portmux.routes.Cidr;
import dev.portmux.routes.ConnectionLimits;
import dev.portmux.routes.ConnectionPolicy;
import dev.portmux.routes.ProxyProtocol;
import dev.portmux.routes.Route;
import dev.portmux.routes.Timeouts;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields around the decision: what holds for all connections, options of routes, several backends. */
class FieldsTest {
    private static final String REST = "{name: rest, match: {}, backendRef: {name: rest, port: 9000}}";
    private static final Backend SERVICE = new Backend("10.96.0.1", 80);
    private static final List<Backend> ENDPOINTS =
            List.of(new Backend("10.1.0.1", 8080), new Backend("10.1.0.2", 8080));

    /** Each Service has one address and two endpoints, except {@code gone}, which does not exist. */
    private static final References CLUSTER = new References() {
        @Override
        public Resolution resolve(String namespace, BackendRef reference) {
            return found(reference, List.of(SERVICE));
        }

        @Override
        public Resolution endpoints(String namespace, BackendRef reference) {
            return found(reference, ENDPOINTS);
        }

        private static Resolution found(BackendRef reference, List<Backend> backends) {
            return reference.name().equals("gone")
                    ? new Unresolved("BackendNotFound", "Service shop/gone does not exist")
                    : new Resolved(backends);
        }
    };

    @Test
    void whatHoldsForAllConnectionsIsThePolicyOfTheTable() {
        Plan plan = planWith("""
                proxyProtocol: {mode: Lazy, trustedSources: [10.0.0.0/8, 'fd00::/8']}
                detection: {learnSilence: true}
                timeouts: {connect: 1s, idle: 1h30m, halfClosed: 0s}
                keepAlive: 15s
                limits: {connections: 20000, connectionsPerSource: 100, undecidedPerSource: 10, newConnectionsPerSecondPerSource: 50}
                accessLog: {mode: Failures, firstBytes: 64}
                """, "{protocol: http}");

        assertThat(plan.table().orElseThrow().policy())
                .isEqualTo(new ConnectionPolicy(
                        Optional.of(new ProxyProtocol(
                                ProxyProtocol.Mode.LAZY, List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("fd00::/8")))),
                        new Timeouts(
                                Duration.ofSeconds(1), Duration.ofMinutes(90), Duration.ZERO, Duration.ofSeconds(15)),
                        new ConnectionLimits(20000, 100, 10, 50),
                        new AccessLogging(AccessLogging.Mode.FAILURES, 64)));
        assertThat(plan.table().orElseThrow().timing().learn()).isTrue();
    }

    @Test
    void unsetIsAsUsual() {
        Plan plan = planWith("proxyProtocol: {trustedSources: [10.0.0.0/8]}\ntimeouts: {}\nlimits: {}\naccessLog: {}");

        ConnectionPolicy policy = plan.table().orElseThrow().policy();
        assertThat(policy.proxyProtocol().orElseThrow().mode()).isEqualTo(ProxyProtocol.Mode.REQUIRE);
        assertThat(policy.timeouts()).isEqualTo(Timeouts.DEFAULT);
        assertThat(policy.limits()).isEqualTo(ConnectionLimits.NONE);
        assertThat(policy.accessLog()).isEqualTo(AccessLogging.DEFAULT);
        assertThat(plan.table().orElseThrow().timing().learn()).isFalse();
        assertThat(planWith("replicas: 1").table().orElseThrow().policy()).isEqualTo(ConnectionPolicy.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            proxyProtocol: {}                                       | spec.proxyProtocol.trustedSources: none (expected: the addresses of the load balancer)
            proxyProtocol: {mode: lazy, trustedSources: ['::/0']}   | spec.proxyProtocol.mode: "lazy" (expected: one of Require, Lazy, Optional)
            proxyProtocol: {trustedSources: ['::/0', 10.0.0.0/33]}  | spec.proxyProtocol.trustedSources[1]: "10.0.0.0/33" (expected: a prefix length of 0 to 32)
            timeouts: {connect: 0s}                                 | spec.timeouts.connect: "0s" (expected: more than 0s)
            timeouts: {connect: 0ms}                                | spec.timeouts.connect: "0ms" (expected: more than 0s)
            timeouts: {connect: 11m}                                | spec.timeouts.connect: "11m" (expected: at most 10m)
            timeouts: {idle: 1.5h}                                  | spec.timeouts.idle: "1.5h" (expected: a duration such as 1m30s or 500ms)
            timeouts: {halfClosed: 168h1ms}                         | spec.timeouts.halfClosed: "168h1ms" (expected: at most 10080m)
            keepAlive: 999ms                                        | spec.keepAlive: "999ms" (expected: 0s, or at least 1s)
            keepAlive: 10h                                          | spec.keepAlive: "10h" (expected: at most 540m)
            limits: {connections: -1}                               | spec.limits.connections: -1 (expected: 0 to 1000000)
            limits: {connectionsPerSource: 1000001}                 | spec.limits.connectionsPerSource: 1000001 (expected: 0 to 1000000)
            limits: {undecidedPerSource: -1}                        | spec.limits.undecidedPerSource: -1 (expected: 0 to 1000000)
            limits: {newConnectionsPerSecondPerSource: -1}          | spec.limits.newConnectionsPerSecondPerSource: -1 (expected: 0 to 1000000)
            accessLog: {mode: 'None'}                               | spec.accessLog.mode: "None" (expected: one of All, Failures, Off)
            accessLog: {firstBytes: 65}                             | spec.accessLog.firstBytes: 65 (expected: 0 to 64)
            service: {loadBalancerSourceRanges: ['::/129']}         | spec.service.loadBalancerSourceRanges[0]: "::/129" (expected: a prefix length of 0 to 128)
            """)
    void namesWhatIsWrong(String more, String problem) {
        Plan plan = planWith(more);

        assertThat(plan.table()).isEmpty();
        assertThat(plan.problems()).extracting(Problem::toString).containsExactly(problem);
    }

    @Test
    void aListHasNoMoreThanTheTableHolds() {
        String many = String.join(", ", Collections.nCopies(65, "10.0.0.0/8"));
        String backends = String.join(", ", Collections.nCopies(17, "{name: a, port: 1}"));

        assertThat(planWith("proxyProtocol: {trustedSources: [" + many + "]}").problems())
                .extracting(Problem::toString)
                .containsExactly("spec.proxyProtocol.trustedSources: 65 items (expected: at most 64)");
        assertThat(plan("{name: web, match: {protocol: http}, backendRefs: [" + backends + "]}")
                        .problems())
                .extracting(Problem::toString)
                .containsExactly("spec.routes[0].backendRefs: 17 items (expected: at most 16)");
    }

    @Test
    void theAddressesOfAllBackendsAreBounded() {
        List<Backend> many = IntStream.range(0, 1024)
                .mapToObj(i -> new Backend("10.1." + i / 256 + "." + i % 256, 80))
                .toList();
        AtomicInteger resolved = new AtomicInteger();
        References big = (_, _) -> {
            resolved.incrementAndGet();
            return new Resolved(many);
        };
        String route = "{name: r%d, match: {payload: [{offset: 0, hex: ['%02x']}]}, backendRefs: ["
                + String.join(", ", Collections.nCopies(16, "{name: a, port: 1}")) + "]}";

        assertThat(Planner.plan(Resources.edge(route.formatted(0, 0)), big).problems())
                .isEmpty();
        resolved.set(0);
        String[] routes =
                IntStream.range(0, 100).mapToObj(i -> route.formatted(i, i)).toArray(String[]::new);
        assertThat(Planner.plan(Resources.edge(routes), big).problems())
                .extracting(Problem::toString)
                .containsExactly("spec.routes: 17408 addresses of backends or more (expected: at most 16384)");
        assertThat(resolved).hasValue(17);
    }

    @Test
    void everyBackendIsAGroupOfItsOwn() {
        Route route = route("""
                {name: web, match: {protocol: http},
                 backendRefs: [{name: a, port: 80, weight: 9}, {name: b, port: 80, proxyProtocol: V2}, {name: c, port: 80, weight: 0}]}""");

        assertThat(route.groups())
                .containsExactly(
                        new BackendGroup(9, Optional.empty(), List.of(SERVICE)),
                        new BackendGroup(1, Optional.of(ProxyProtocol.Version.V2), List.of(SERVICE)),
                        new BackendGroup(0, Optional.empty(), List.of(SERVICE)));
    }

    @Test
    void optionsOfARouteAreThoseOfTheTable() {
        Route route = route("""
                {name: git, match: {protocol: ssh, silence: true}, limits: {connections: 500}, balance: SourceHash,
                 backendRef: {name: a, port: 22, proxyProtocol: V1}}""");

        assertThat(route.silence()).isTrue();
        assertThat(route.maxConnections()).isEqualTo(500);
        assertThat(route.balance()).isEqualTo(Balance.SOURCE_HASH);
        assertThat(route.groups())
                .containsExactly(new BackendGroup(1, Optional.of(ProxyProtocol.Version.V1), ENDPOINTS));
    }

    @Test
    void onlyBalanceAsksForEndpoints() {
        assertThat(route("{name: web, match: {protocol: http}, backendRef: {name: a, port: 80}}")
                        .backends())
                .containsExactly(SERVICE);
        assertThat(route("{name: web, match: {protocol: http}, balance: RoundRobin, backendRef: {name: a, port: 80}}")
                        .backends())
                .isEqualTo(ENDPOINTS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            backendRefs: []                                                              | spec.routes[0]: exactly one of backendRef and backendRefs must be set
            backendRef: {name: a, port: 1}, backendRefs: [{name: a, port: 1}]            | spec.routes[0]: exactly one of backendRef and backendRefs must be set
            backendRefs: [{name: a, port: 1, weight: -1}]                                | spec.routes[0].backendRefs[0].weight: -1 (expected: 0 to 1000000)
            backendRefs: [{name: a, port: 1}, {name: a, port: 1, weight: 1000001}]       | spec.routes[0].backendRefs[1].weight: 1000001 (expected: 0 to 1000000)
            backendRefs: [{name: a, port: 1}, {name: a}]                                 | spec.routes[0].backendRefs[1].port: missing (expected: a number or a name, because the backend is a Service)
            backendRefs: [{name: a, port: 1}, {name: edge, port: 1}]                     | spec.routes[0].backendRefs[1].name: "edge" is the Service of this PortMux itself (expected: another)
            backendRef: {name: a, port: 1, proxyProtocol: v2}                            | spec.routes[0].backendRef.proxyProtocol: "v2" (expected: one of V1, V2)
            backendRef: {name: a, port: 1}, balance: Random                              | spec.routes[0].balance: "Random" (expected: one of RoundRobin, LeastConnections, SourceHash)
            backendRef: {name: a, port: 1}, limits: {connections: -1}                    | spec.routes[0].limits.connections: -1 (expected: 0 to 1000000)
            """)
    void namesWhatIsWrongWithARoute(String fields, String problem) {
        Plan plan = plan("{name: web, match: {protocol: http}, " + fields + "}");

        assertThat(plan.problems()).extracting(Problem::toString).containsExactly(problem);
        assertThat(plan.routes().getFirst().problems()).isEqualTo(plan.problems());
    }

    @Test
    void aBackendThatIsNotThereIsNamedAndTheOthersStay() {
        Plan plan = plan(
                "{name: web, match: {protocol: http}, backendRefs: [{name: a, port: 80}, {name: gone, port: 80}]}");

        assertThat(plan.table().orElseThrow().routes().getFirst().groups())
                .extracting(group -> group.backends().size())
                .containsExactly(1, 0);
        assertThat(plan.routes().getFirst().resolution())
                .isEqualTo(new Unresolved("BackendNotFound", "backendRefs[1]: Service shop/gone does not exist"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{protocol: mysql, from: [10.0.0.0/8]}",
                "{protocol: ssh, silence: true, from: [10.0.0.0/8]}",
                "{from: [10.0.0.0/8]}"
            })
    void aSilentRouteBySourceIsRefusedWhileTheSourceIsNotKnown(String match) {
        Plan plan = planWith("proxyProtocol: {mode: Lazy, trustedSources: [10.0.0.0/8]}", match);

        assertThat(plan.table()).isEmpty();
        assertThat(plan.refusals())
                .extracting(Problem::field, Problem::reason, Problem::message)
                .containsExactly(
                        tuple(
                                "spec.routes[0].match",
                                "RouteSourceUnknown",
                                "route \"r0\" takes silent clients by their source, but under proxyProtocol mode Lazy the source"
                                        + " of a client is not known before its first byte; fix: remove from, or use mode Require"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Lazy", "Optional"})
    void limitsBySourceCannotCountTheSilent(String mode) {
        Plan plan = planWith(
                "proxyProtocol: {mode: " + mode + ", trustedSources: [10.0.0.0/8]}\nlimits: {connectionsPerSource: 5}",
                "{protocol: http}",
                "{protocol: mysql}");

        assertThat(plan.table()).isEmpty();
        assertThat(plan.refusals())
                .extracting(Problem::field, Problem::message)
                .containsExactly(tuple(
                        "spec.routes[1].match",
                        "route \"r1\" takes silent clients, whom the limits by source cannot count under proxyProtocol mode "
                                + mode
                                + ": their source is not known before their first byte; fix: remove the limits by source,"
                                + " or use mode Require"));
    }

    @Test
    void underOptionalNoRouteGoesBySource() {
        Plan plan = planWith(
                "proxyProtocol: {mode: Optional, trustedSources: [10.0.0.0/8]}",
                "{protocol: ssh, from: [10.0.0.0/8]}",
                "{protocol: mysql}");

        assertThat(plan.table()).isEmpty();
        assertThat(plan.refusals()).extracting(Problem::reason).containsExactly("RouteSourceForged");
        assertThat(plan.refusals().getFirst().message()).contains("a source may be forged");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Require  | {protocol: mysql, from: [10.0.0.0/8]}
            Lazy     | {protocol: ssh, from: [10.0.0.0/8]}
            Lazy     | {protocol: mysql}
            Lazy     | {protocol: http}
            Optional | {protocol: ssh, silence: true}
            """)
    void whereTheSourceIsKnownOrNotAskedForNothingIsRefused(String mode, String match) {
        Plan plan = planWith("proxyProtocol: {mode: " + mode + ", trustedSources: [10.0.0.0/8]}", match);

        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.table()).isPresent();
    }

    /** One route for each match, called {@code r0}, {@code r1} and so on. */
    private static Plan planWith(String more, String... matches) {
        List<String> routes = matches.length == 0
                ? List.of(REST)
                : IntStream.range(0, matches.length)
                        .mapToObj(i -> "{name: r" + i + ", match: " + matches[i] + ", backendRef: {name: a, port: 1}}")
                        .toList();
        return Planner.plan(Resources.edge(routes, more), CLUSTER);
    }

    private static Plan plan(String route) {
        return Planner.plan(Resources.edge(route.replace("\n", " ")), CLUSTER);
    }

    private static Route route(String route) {
        return plan(route).table().orElseThrow().routes().getFirst();
    }
}
