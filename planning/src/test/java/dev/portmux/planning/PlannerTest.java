package dev.portmux.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.crds.PortMux;
import dev.portmux.crds.PortMuxSpec;
import dev.portmux.planning.reference.References;
import dev.portmux.planning.reference.Resolution.Resolved;
import dev.portmux.planning.reference.Resolution.Unresolved;
import dev.portmux.routes.Backend;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerTest {
    private static final References EVERYTHING = (_, _) -> new Resolved(List.of(new Backend("10.0.0.1", 80)));
    private static final String REST = "{name: rest, match: {}, backendRef: {name: rest, port: 9000}}";

    @Test
    void makesTheRoutingTable() {
        Plan plan = Planner.plan(
                Resources.edge(
                        "{name: web, match: {protocol: http, from: [10.0.0.0/8]}, backendRef: {name: web, port: 80}}",
                        REST),
                EVERYTHING);

        assertThat(new String(plan.table().orElseThrow().toJson(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"version\":1,\"timing\":{\"silenceMs\":500,\"deadlineMs\":10000,\"holdMs\":300},\"routes\":["
                                + "{\"name\":\"web\",\"match\":{\"protocol\":\"http\"},\"from\":[\"10.0.0.0/8\"],"
                                + "\"backends\":[\"10.0.0.1:80\"]},"
                                + "{\"name\":\"rest\",\"match\":{},\"backends\":[\"10.0.0.1:80\"]}]}");
    }

    @Test
    void anUnresolvedReferenceCostsOnlyItsOwnRouteTheBackend() {
        References onlyRest = (_, reference) -> reference.name().equals("rest")
                ? new Resolved(List.of(new Backend("10.0.0.1", 80)))
                : new Unresolved("BackendNotFound", "no " + reference.name());

        Plan plan = Planner.plan(
                Resources.edge("{name: web, match: {protocol: http}, backendRef: {name: web, port: 80}}", REST),
                onlyRest);

        assertThat(plan.table().orElseThrow().routes())
                .extracting(route -> route.backends().size())
                .containsExactly(0, 1);
        assertThat(plan.routes().getFirst().resolution()).isEqualTo(new Unresolved("BackendNotFound", "no web"));
    }

    @Test
    void timingIsThatOfTheSpec() {
        PortMux resource = Resources.edge(List.of(REST), "detection: {silence: 200ms, timeout: 1m30s}");

        assertThat(Planner.plan(resource, EVERYTHING).table().orElseThrow().timing())
                .satisfies(timing -> {
                    assertThat(timing.silence()).hasMillis(200);
                    assertThat(timing.deadline()).hasSeconds(90);
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}, backendRef: {port: 80}                                    | spec.routes[0].match: {} takes every connection (expected: only in the last route)
            {protocol: gopher}, backendRef: {port: 80}                    | spec.routes[0].match.protocol: "gopher"
            {http: {}, grpc: {}}, backendRef: {port: 80}                  | spec.routes[0].match: at most one of protocol, http, grpc, tls, postgresql, payload and regex may be set
            {http: {pathPrefixes: [api]}}, backendRef: {port: 80}         | spec.routes[0].match.http.pathPrefixes[0]: "api" (expected: a path beginning with /)
            {payload: [{offset: 0, hex: [aa, "2a3"]}]}, backendRef: {port: 80} | spec.routes[0].match.payload[0].hex[1]: "2a3" (expected: an even number of hex digits)
            {payload: [{offset: 2000, hex: [aa]}]}, backendRef: {port: 80} | spec.routes[0].match.payload[0].offset: 2000 (expected: offset and length within 1024)
            {protocol: http, from: [10.0.0.0/33]}, backendRef: {port: 80} | spec.routes[0].match.from[0]: "10.0.0.0/33" (expected: a prefix length of 0 to 32)
            {protocol: http}, backendRef: {}                              | spec.routes[0].backendRef.port: missing (expected: a number or a name, because the backend is a Service)
            {protocol: http}, backendRef: {namespace: shop, port: 80, name: edge} | spec.routes[0].backendRef.name: "edge" is the Service of this PortMux itself (expected: another)
            """)
    void namesFieldAndValue(String rest, String problem) {
        String route = "{name: web, match: "
                + (rest.contains("name: edge") ? rest : rest.replace("backendRef: {", "backendRef: {name: web, "))
                + "}";

        Plan plan = Planner.plan(Resources.edge(route, REST), EVERYTHING);

        assertThat(plan.table()).isEmpty();
        assertThat(plan.problems())
                .extracting(Problem::toString)
                .anySatisfy(text -> assertThat(text).startsWith(problem));
        assertThat(plan.routes().getFirst().problems()).isNotEmpty();
        assertThat(plan.routes().getLast().problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            detection: {silence: 10s}   | spec.detection.silence: 10000ms (expected: less than the timeout of 10000ms)
            detection: {timeout: 11m}   | spec.detection.timeout: "11m" (expected: at most 10m)
            detection: {timeout: soon}  | spec.detection.timeout: "soon" (expected: a duration such as 1m30s or 500ms)
            """)
    void namesWhatIsWrongWithTiming(String detection, String problem) {
        Plan plan = Planner.plan(Resources.edge(List.of(REST), detection), EVERYTHING);

        assertThat(plan.problems()).extracting(Problem::toString).containsExactly(problem);
    }

    @Test
    void refusesARouteThatCanNeverBeChosen() {
        Plan plan = Planner.plan(
                Resources.edge(
                        "{name: redis, match: {payload: [{offset: 0, hex: ['535348']}]}, backendRef: {name: redis, port: 1}}",
                        "{name: ssh, match: {payload: [{offset: 0, hex: ['535348']}]}, backendRef: {name: ssh, port: 22}}"),
                EVERYTHING);

        assertThat(plan.table()).isEmpty();
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.field()).isEqualTo("spec.routes[1].match");
            assertThat(refusal.reason()).isEqualTo("RouteUnreachable");
            assertThat(refusal.message()).contains("\"redis\"", "hex 535348, text \"SSH\"");
        });
        assertThat(plan.routes().getLast().problems()).isEqualTo(plan.refusals());
    }

    @Test
    void refusesTwoRoutesThatWaitForTheSameSilence() {
        Plan plan = Planner.plan(
                Resources.edge(
                        "{name: db, match: {protocol: mysql}, backendRef: {name: db, port: 3306}}",
                        "{name: mail, match: {protocol: smtp}, backendRef: {name: mail, port: 25}}"),
                EVERYTHING);

        assertThat(plan.table()).isEmpty();
        assertThat(plan.refusals()).extracting(Problem::reason).containsOnly("RouteSilentTwice");
    }

    @Test
    void findingsThatAreNoErrorsRefuseNothing() {
        Plan plan = Planner.plan(
                Resources.edge(
                        "{name: get, match: {payload: [{offset: 100, hex: ['feed']}]}, backendRef: {name: a, port: 1}}",
                        "{name: web, match: {protocol: http}, backendRef: {name: web, port: 80}}"),
                EVERYTHING);

        assertThat(plan.table()).isPresent();
        assertThat(FindingText.reason(plan.findings().all().getFirst())).isEqualTo("MayDelay");
    }

    @Test
    void saysAllThatIsWrongAtOnce() {
        Plan plan = Planner.plan(new PortMux(), EVERYTHING);

        assertThat(plan.problems())
                .extracting(Problem::toString)
                .containsExactly("spec.port: 0 (expected: 1 to 65535)", "spec.routes: none (expected: at least one)");
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "65535, true", "65536, false", "-1, false"})
    void thePortIsOneOfTcp(int port, boolean fine) {
        PortMux resource = Resources.edge(REST);
        PortMuxSpec spec = resource.getSpec();
        resource.setSpec(PortMuxSpec.of(port, spec.routes(), spec.detection()));

        Plan plan = Planner.plan(resource, EVERYTHING);

        assertThat(plan.table().isPresent()).isEqualTo(fine);
        assertThat(plan.problems().isEmpty()).isEqualTo(fine);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            detection: {timeout: 10m}
            detection: {silence: 9999ms, timeout: 10s}
            detection: {silence: 0s}
            pod: {drainTimeout: 24h}
            pod: {drainTimeout: 0s}
            """)
    void theLimitItselfIsAllowed(String more) {
        assertThat(Planner.plan(Resources.edge(List.of(REST), more), EVERYTHING).problems())
                .isEmpty();
    }

    @Test
    void namesADrainTimeoutThatIsTooLong() {
        Plan plan = Planner.plan(Resources.edge(List.of(REST), "pod: {drainTimeout: 24h1ms}"), EVERYTHING);

        assertThat(plan.problems())
                .extracting(Problem::toString)
                .containsExactly("spec.pod.drainTimeout: \"24h1ms\" (expected: at most 1440m)");
    }

    @Test
    void aRouteThatTakesSomeSourcesNeedNotBeTheLast() {
        Plan plan = Planner.plan(
                Resources.edge("{name: office, match: {from: [10.0.0.0/8]}, backendRef: {name: a, port: 1}}", REST),
                EVERYTHING);

        assertThat(plan.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {name: edge, port: 1}                  | true
            {name: edge, port: 1, namespace: shop} | true
            {name: edge, port: 1, namespace: blog} | false
            {name: edges, port: 1}                 | false
            {name: edge, kind: Pod}                | false
            """)
    void onlyItsOwnServiceIsACircle(String reference, boolean circle) {
        Plan plan = Planner.plan(
                Resources.edge("{name: web, match: {protocol: http}, backendRef: " + reference + "}"), EVERYTHING);

        assertThat(plan.problems())
                .extracting(Problem::toString)
                .isEqualTo(
                        circle
                                ? List.of(
                                        "spec.routes[0].backendRef.name: \"edge\" is the Service of this PortMux itself"
                                                + " (expected: another)")
                                : List.of());
    }

    @Test
    void theNamespaceIsDefaultUnlessItIsSet() {
        PortMux resource = Resources.edge(REST);
        List<String> asked = new ArrayList<>();
        References recording = (namespace, reference) -> {
            asked.add(namespace);
            return new Resolved(List.of());
        };

        Planner.plan(resource, recording);
        resource.getMetadata().setNamespace(null);
        Planner.plan(resource, recording);

        assertThat(asked).containsExactly("shop", "default");
    }

    @Test
    void namesANameThatIsThereTwice() {
        Plan plan = Planner.plan(
                Resources.edge(
                        "{name: web, match: {protocol: http}, backendRef: {name: a, port: 1}}",
                        "{name: web, match: {protocol: ssh}, backendRef: {name: a, port: 1}}"),
                EVERYTHING);

        assertThat(plan.problems())
                .extracting(Problem::toString)
                .containsExactly("spec.routes[1].name: \"web\" (expected: a name used once)");
        assertThat(plan.refusals()).isEqualTo(plan.problems());
        assertThat(plan.routes().getLast().problems()).isEqualTo(plan.problems());
    }

    @Test
    void whatTheSidecarCouldNotLoadIsAProblemOfTheField() {
        Plan plan = Planner.plan(
                Resources.edge("{name: web, match: {regex: '(a'}, backendRef: {name: a, port: 1}}"), EVERYTHING);

        assertThat(plan.table()).isEmpty();
        assertThat(plan.refusals())
                .singleElement()
                .satisfies(problem -> assertThat(problem.field()).startsWith("spec.routes[0].match"));
        assertThat(plan.findings().all()).isEqualTo(List.of());
    }

    @Test
    void isTheSameWithACache() {
        ProofCache cache = new ProofCache();
        PortMux resource = Resources.edge("{name: web, match: {protocol: http}, backendRef: {name: a, port: 1}}", REST);

        Plan plan = Planner.plan(resource, EVERYTHING, cache);

        assertThat(plan).isEqualTo(Planner.plan(resource, EVERYTHING));
        assertThat(cache.sizes()).containsEntry("shop", 1);
        assertThat(Planner.plan(resource, EVERYTHING, cache)).isEqualTo(plan);
    }
}
