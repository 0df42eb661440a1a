package dev.portmux.detection.overlap;

import static dev.portmux.detection.TestRoutes.payload;
import static dev.portmux.detection.TestRoutes.protocols;
import static dev.portmux.detection.TestRoutes.route;
import static dev.portmux.detection.TestRoutes.silent;
import static dev.portmux.detection.TestRoutes.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.detection.overlap.Finding.Kind;
import dev.portmux.detection.overlap.Finding.Severity;
import dev.portmux.routes.Bytes;
import dev.portmux.routes.Match;
import dev.portmux.routes.Route;
import dev.portmux.routes.RoutingTable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FindingsTest {

    @Test
    void theArticlesSshRouteCanNeverBeChosen() {
        Findings findings = Findings.of(table(
                route(
                        "http",
                        payload(0, "474554", "504f53", "505554", "44454c", "4f5054", "484541", "434f4e", "545241")),
                route("redis", payload(0, "535348")),
                route("ssh", payload(0, "535348"))));

        assertThat(findings.all())
                .containsExactly(new Finding(
                        Severity.ERROR,
                        Kind.UNREACHABLE,
                        "ssh",
                        List.of("redis"),
                        Optional.of(Bytes.ofHex("535348")),
                        "route \"ssh\" can never be chosen: \"redis\", before it, accepts everything it accepts",
                        "\"redis\" has bytes that redis never begins with (it begins with hex 2a, \"*\");"
                                + " use match: {protocol: redis}"));
        assertThat(findings.distinct()).containsExactly("http");
    }

    @Test
    void theUsualProtocolsAreProvenApart() {
        Findings findings = Findings.of(protocols("http", "http2", "tls", "ssh", "redis", "postgresql", "mysql"));

        assertThat(findings.all()).isEmpty();
        assertThat(findings.distinct()).containsExactly("http", "http2", "tls", "ssh", "redis", "postgresql");
    }

    @Test
    void severalEarlierRoutesTogetherLeaveNothing() {
        Findings findings = Findings.of(table(
                route("ssh", new Match.Protocol("ssh")),
                route("get", payload(0, "474554202f")),
                route("post", payload(0, "504f5354202f")),
                route("api", new Match.Regex("(GET|POST) /api"))));

        assertThat(findings.all()).singleElement().satisfies(finding -> {
            assertThat(finding.message())
                    .isEqualTo("route \"api\" can never be chosen: \"get\" and \"post\", before it, together accept"
                            + " everything it accepts");
            assertThat(finding.witness()).contains(Bytes.ofText("GET /api"));
        });
    }

    @Test
    void whatOnlyWaitsForMoreBytesTakesThemToo() {
        assertThat(only(table(route("long", new Match.Regex("ab.")), route("short", new Match.Regex("ab..")))))
                .returns(Kind.UNREACHABLE, Finding::kind);
    }

    @Test
    void theOrderDecidesWhereTwoAcceptTheSame() {
        Finding finding = only(table(
                route("inline", new Match.Regex("(?i)(get|set|ping)[ \\r]")),
                route("web", new Match.Protocol("http"))));

        assertThat(finding).returns(Kind.ORDER_DECIDES, Finding::kind).returns(Severity.WARN, Finding::severity);
        assertThat(finding.witness()).contains(Bytes.ofText("GET /"));
    }

    @Test
    void anExceptionBeforeItsRuleIsNoFinding() {
        assertThat(Findings.of(table(
                                route("admin", payload(0, "474554202f61646d696e")),
                                route("web", new Match.Protocol("http"))))
                        .all())
                .isEmpty();
    }

    @Test
    void aPayloadFarInsideDelaysOthers() {
        Finding finding =
                only(table(route("legacy", payload(100, "deadbeef")), route("ssh", new Match.Protocol("ssh"))));

        assertThat(finding).returns(Kind.MAY_DELAY, Finding::kind);
        assertThat(finding.message())
                .isEqualTo(
                        "route \"legacy\" (payload at offset 100) can delay \"ssh\": after 5353482d \"SSH-\" it waits for"
                                + " up to 100 more bytes");
        assertThat(Findings.of(table(
                                route("ssh", new Match.Protocol("ssh")), route("legacy", payload(100, "deadbeef"))))
                        .errors())
                .isEmpty();
    }

    @Test
    void contradictingEntriesAndEmptyRegexesNeverMatch() {
        Match contradiction = new Match.Payload(List.of(
                new Match.Entry(0, List.of(Bytes.ofHex("aabb")), Optional.empty()),
                new Match.Entry(1, List.of(Bytes.ofHex("cc")), Optional.empty())));

        assertThat(only(table(route("odd", contradiction))).message())
                .isEqualTo("route \"odd\": its payload entries contradict each other; it can never match");
        assertThat(only(table(route("rx", new Match.Regex("a[^\\x00-\\xff]")))).kind())
                .isEqualTo(Kind.IMPOSSIBLE);
    }

    @Test
    void namesTheLimitOfWhatBlowsUpAndWhatCannotBeRead() {
        assertThat(only(table(route("rx", new Match.Regex(".*a.{20}b"))))).satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.TOO_COMPLEX);
            assertThat(finding.message()).startsWith("route \"rx\": regex: needs more than 4096 states");
        });
        assertThat(only(table(route("rx", new Match.Regex("(")))).message())
                .isEqualTo("route \"rx\": regex: column 2: ')' is missing");
        assertThat(only(protocols("htpp")).kind()).isEqualTo(Kind.INVALID);
    }

    @Test
    void twoSilentRoutesNeedDifferentSources() {
        Match mysql = new Match.Protocol("mysql");
        Match smtp = new Match.Protocol("smtp");

        assertThat(only(table(route("db", mysql), route("mail", smtp, "10.0.0.0/8")))
                        .kind())
                .isEqualTo(Kind.SILENT_TWICE);
        assertThat(Findings.of(table(route("db", mysql, "192.0.2.0/24"), route("mail", smtp, "10.0.0.0/8")))
                        .all())
                .isEmpty();
    }

    @Test
    void aRouteThatAsksForSilenceIsOneOfTheSilent() {
        Route git = silent(route("git", new Match.Protocol("ssh")));
        Route office = silent(route("office", new Match.Protocol("http"), "10.0.0.0/8"));

        assertThat(only(table(git, route("db", new Match.Protocol("mysql"))))).satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.SILENT_TWICE);
            assertThat(finding.severity()).isEqualTo(Severity.ERROR);
            assertThat(finding.message())
                    .isEqualTo(
                            "routes \"git\" and \"db\" both wait for a silent client; nothing on the wire tells them apart");
            assertThat(finding.fix())
                    .isEqualTo("give each a from that the other has not, or remove silence: true from \"git\"");
        });
        assertThat(only(table(git, office)).fix()).endsWith("remove silence: true from \"office\"");
        assertThat(Findings.of(table(
                                office,
                                route("db", new Match.Protocol("mysql"), "192.0.2.0/24"),
                                route("rest", new Match.Any())))
                        .all())
                .isEmpty();
        assertThat(Findings.of(table(git)).distinct()).containsExactly("git");
    }

    @Test
    void silenceIsNotAskedForWhereItIsGivenAnyway() {
        assertThat(only(table(silent(route("db", new Match.Protocol("mysql"))))))
                .returns(Severity.NOTE, Finding::severity)
                .returns(Kind.SILENT_ANYWAY, Finding::kind)
                .returns(
                        "route \"db\": silence: true changes nothing, since the clients of mysql are always silent",
                        Finding::message);
        assertThat(only(table(route("db", new Match.Protocol("mysql")), silent(route("rest", new Match.Any()))))
                        .message())
                .isEqualTo("route \"rest\": silence: true changes nothing, since a catch-all takes the silent clients"
                        + " that no other route takes");
    }

    @Test
    void whatIsSilentTwiceIsStillComparedByItsBytes() {
        assertThat(Findings.of(table(
                                silent(route("git", new Match.Protocol("ssh"))),
                                silent(route("old", new Match.Protocol("ssh")))))
                        .errors())
                .extracting(Finding::kind)
                .containsExactly(Kind.SILENT_TWICE, Kind.UNREACHABLE);
    }

    @Test
    void sourcesSeparateRoutes() {
        assertThat(Findings.of(table(
                                route("a", payload(0, "00"), "10.0.0.0/8"),
                                route("b", payload(0, "00"), "192.0.2.0/24")))
                        .all())
                .isEmpty();
        assertThat(Findings.of(table(route("a", payload(0, "00"), "10.0.0.0/8"), route("b", payload(0, "00"))))
                        .errors())
                .isEmpty();
    }

    @Test
    void aSecondCatchAllIsNeverReached() {
        assertThat(only(table(route("rest", new Match.Any()), route("other", new Match.Any())))
                        .kind())
                .isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void serverNamesTellApartAndAlpnDoesNot() {
        Match api = new Match.Tls(Set.of("api.example.com"), Set.of());
        Match wildcard = new Match.Tls(Set.of("*.example.com"), Set.of());
        Match h2 = new Match.Tls(Set.of(), Set.of("h2"));

        assertThat(Findings.of(table(
                                route("api", api), route("rest", wildcard), route("tls", new Match.Protocol("tls"))))
                        .all())
                .isEmpty();
        assertThat(only(table(route("rest", wildcard), route("api", api)))).satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(finding.witness().orElseThrow().text()).contains("api.example.com");
        });
        assertThat(only(table(route("h2", h2), route("api", api)))).satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.ORDER_DECIDES);
            assertThat(finding.witness().orElseThrow().text()).contains("api.example.com", "h2");
        });
    }

    private static Finding only(RoutingTable table) {
        List<Finding> all = Findings.of(table).all();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }
}
