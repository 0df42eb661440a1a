package dev.portmux.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.crds.RouteSpec;
import dev.portmux.routes.Backend;
import dev.portmux.routes.Bytes;
import dev.portmux.routes.Cidr;
import dev.portmux.routes.Match;
import dev.portmux.routes.Route;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteReaderTest {
    private static final List<Backend> BACKENDS = List.of(new Backend("10.0.0.1", 80));

    private final Problems problems = new Problems();

    @Test
    void eachKindOfMatchKeepsAllThatItSays() {
        assertThat(match("protocol: ssh")).isEqualTo(new Match.Protocol("ssh"));
        assertThat(match("http: {hosts: [a.example.com], pathPrefixes: [/b], methods: [GET], websocket: true}"))
                .isEqualTo(new Match.Http(Set.of("a.example.com"), List.of("/b"), Set.of("GET"), true));
        assertThat(match("http: {}")).isEqualTo(new Match.Http(Set.of(), List.of(), Set.of(), false));
        assertThat(match("http: {websocket: false}")).isEqualTo(new Match.Http(Set.of(), List.of(), Set.of(), false));
        assertThat(match("grpc: {}")).isEqualTo(new Match.Grpc());
        assertThat(match("tls: {serverNames: [a.example.com], alpn: [h2]}"))
                .isEqualTo(new Match.Tls(Set.of("a.example.com"), Set.of("h2")));
        assertThat(match("postgresql: {databases: [shop], users: [app]}"))
                .isEqualTo(new Match.Postgresql(Set.of("shop"), Set.of("app")));
        assertThat(match("regex: 'a+'")).isEqualTo(new Match.Regex("a+"));
        assertThat(match("")).isEqualTo(new Match.Any());
        assertThat(match("payload: [{offset: 3, hex: [aa, bb], mask: f0}, {offset: 0, hex: [cc]}]"))
                .isEqualTo(new Match.Payload(List.of(
                        new Match.Entry(
                                3, List.of(Bytes.ofHex("aa"), Bytes.ofHex("bb")), Optional.of(Bytes.ofHex("f0"))),
                        new Match.Entry(0, List.of(Bytes.ofHex("cc")), Optional.empty()))));
    }

    @Test
    void aRouteKeepsNameSourcesAndBackends() {
        assertThat(
                        read(
                                "{name: web, match: {protocol: http, from: [10.0.0.0/8, 'fd00::/8']}, backendRef: {name: a, port: 1}}"))
                .contains(new Route(
                        "web",
                        new Match.Protocol("http"),
                        List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("fd00::/8")),
                        BACKENDS));
        assertThat(problems.none()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            protocol: http, grpc: {}        | r.match: at most one of protocol, http, grpc, tls, postgresql, payload and regex may be set
            grpc: {}, tls: {}               | r.match: at most one of protocol, http, grpc, tls, postgresql, payload and regex may be set
            tls: {}, postgresql: {}         | r.match: at most one of protocol, http, grpc, tls, postgresql, payload and regex may be set
            postgresql: {}, payload: [{offset: 0, hex: [aa]}] | r.match: at most one of protocol, http, grpc, tls, postgresql, payload and regex may be set
            payload: [{offset: 0, hex: [aa]}], regex: a | r.match: at most one of protocol, http, grpc, tls, postgresql, payload and regex may be set
            payload: [{offset: 0, hex: [aa]}, {offset: 1, hex: [aa, b]}] | r.match.payload[1].hex[1]: "b" (expected: an even number of hex digits)
            payload: [{offset: 0, hex: [aa], mask: f}] | r.match.payload[0].mask: "f" (expected: an even number of hex digits)
            from: [10.0.0.0/8, 10.0.0.0/33] | r.match.from[1]: "10.0.0.0/33" (expected: a prefix length of 0 to 32)
            """)
    void namesThePathAndTheValue(String match, String problem) {
        assertThat(read("{name: web, match: {" + match + "}, backendRef: {name: a, port: 1}}"))
                .isEmpty();
        assertThat(problems.all()).extracting(Problem::toString).containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {port: 1}                       | r.backendRef.name: missing
            {name: a}                       | r.backendRef.port: missing (expected: a number or a name, because the backend is a Service)
            {name: a, group: '', kind: Service} | r.backendRef.port: missing (expected: a number or a name, because the backend is a Service)
            """)
    void namesWhatTheReferenceLacks(String reference, String problem) {
        read("{name: web, match: {protocol: http}, backendRef: " + reference + "}");

        assertThat(problems.all()).extracting(Problem::toString).containsExactly(problem);
    }

    @Test
    void onlyAServiceNeedsAPort() {
        read("{name: web, match: {protocol: http}, backendRef: {name: a, kind: Pod}}");

        assertThat(problems.none()).isTrue();
    }

    @Test
    void theNameMustBeALabel() {
        assertThat(read("{name: Web, match: {protocol: http}, backendRef: {name: a, port: 1}}"))
                .isEmpty();
        assertThat(problems.all()).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("r.name");
            assertThat(problem.message()).startsWith("\"Web\" (expected: 1 to 63 ");
        });
    }

    private Match match(String fields) {
        return read("{name: web, match: {" + fields + "}, backendRef: {name: a, port: 1}}")
                .orElseThrow()
                .match();
    }

    private Optional<Route> read(String yaml) {
        RouteSpec spec = Serialization.unmarshal("---\n" + yaml, RouteSpec.class);
        return new RouteReader("r", problems)
                .read(spec, spec.backends().stream().map(_ -> BACKENDS).toList());
    }
}
