package dev.portmux.detection.decide;

import static dev.portmux.detection.TestRoutes.payload;
import static dev.portmux.detection.TestRoutes.protocols;
import static dev.portmux.detection.TestRoutes.route;
import static dev.portmux.detection.TestRoutes.silent;
import static dev.portmux.detection.TestRoutes.table;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.routes.Match;
import dev.portmux.routes.Route;
import dev.portmux.routes.RoutingTable;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectionTest {
    private static final byte[] SOURCE = {10, 0, 0, 1};
    private static final Match ANY = new Match.Any();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET / HTTP/1.1            | http
            SSH-2.0-OpenSSH           | ssh
            *1\\r\\n$4\\r\\nPING\\r\\n | redis
            """)
    void theUsualProtocolsAreNeverHeldInAnyOrder(String text, String expected) {
        Route[][] orders = {
            protocols("http", "ssh", "redis", "tls", "postgresql").routes().toArray(Route[]::new),
            protocols("postgresql", "tls", "redis", "ssh", "http").routes().toArray(Route[]::new)
        };
        for (Route[] order : orders) {
            Detection detection = start(table(order));
            byte[] bytes = text.translateEscapes().getBytes(ISO_8859_1);
            Decision decision = Decision.Wait.PLAIN;
            for (int length = 1; decision instanceof Decision.Wait; length++) {
                assertThat(decision).isEqualTo(Decision.Wait.PLAIN);
                decision = detection.look(ByteBuffer.wrap(bytes, 0, length).slice());
            }
            assertThat(name(decision)).isEqualTo(expected);
        }
    }

    @Test
    void anEarlierRouteHoldsALaterOneUntilQuietOrDeadlineOrEnd() {
        RoutingTable table = table(route("late", payload(8, "ff")), route("ssh", new Match.Protocol("ssh")));

        Detection quiet = start(table);
        assertThat(look(quiet, "SSH-")).isEqualTo(new Decision.Wait(true));
        assertThat(outcome(quiet.holdExpired())).isEqualTo(Outcome.HELD);
        Detection deadline = start(table);
        assertThat(look(deadline, "SSH-")).isEqualTo(new Decision.Wait(true));
        assertThat(outcome(deadline.deadlineExpired())).isEqualTo(Outcome.HELD);
        Detection end = start(table);
        assertThat(look(end, "SSH-2.0")).isEqualTo(new Decision.Wait(true));
        assertThat(outcome(end.endOfInput())).isEqualTo(Outcome.HELD);
        Detection more = start(table);
        assertThat(look(more, "SSH-2.0")).isEqualTo(new Decision.Wait(true));
        assertThat(outcome(look(more, "SSH-2.0-x"))).isEqualTo(Outcome.MATCHED);
    }

    @Test
    void onlyServerNamesNeedMoreBytes() {
        assertThat(start(table(route("a", new Match.Tls(Set.of("a"), Set.of()))))
                        .byteLimit())
                .isEqualTo(64 << 10);
        assertThat(start(table(
                                route("a", new Match.Protocol("tls")),
                                route("b", new Match.Http(Set.of("a"), List.of(), Set.of(), false))))
                        .byteLimit())
                .isEqualTo(16 << 10);
    }

    @Test
    void bytesBelowTheLimitAreWaitedFor() {
        RoutingTable table = table(route("web", new Match.Http(Set.of("a"), List.of(), Set.of(), false)));
        String head = "GET / HTTP/1.1\r\nX: ";
        String bytes = head + "x".repeat(start(table).byteLimit() - head.length());

        assertThat(look(start(table), bytes.substring(0, bytes.length() - 1))).isEqualTo(Decision.Wait.PLAIN);
        assertThat(look(start(table), bytes)).isInstanceOf(Decision.Close.class);
    }

    @Test
    void withoutAByteTheDeadlineIsASilenceOrAnEnd() {
        Detection silent = start(table(route("a", new Match.Protocol("mysql")), route("rest", ANY)));
        assertThat(outcome(silent.deadlineExpired())).isEqualTo(Outcome.SILENCE);
        assertThat(start(protocols("ssh")).deadlineExpired())
                .isEqualTo(new Decision.Close(Outcome.INCOMPLETE, "no byte came before the deadline"));
    }

    @Test
    void theFingerprintChangesWithWhatIsAccepted() {
        String ssh = Decider.of(protocols("ssh")).fingerprint();

        assertThat(ssh).matches("[0-9a-f]{8}");
        assertThat(Decider.of(table(route("another-name", new Match.Protocol("ssh"))))
                        .fingerprint())
                .isEqualTo(ssh);
        assertThat(Decider.of(protocols("http")).fingerprint()).isNotEqualTo(ssh);
        assertThat(Decider.of(protocols("ssh", "http")).fingerprint()).isNotEqualTo(ssh);
    }

    @Test
    void aRecognisedProtocolGoesNowhereElseWhenItsDetailsNeverCome() {
        RoutingTable table = table(
                route("api", new Match.Http(Set.of("api.example.com"), List.of(), Set.of(), false)),
                route("get", payload(0, "474554")),
                route("rest", ANY));
        Detection detection = start(table);

        assertThat(look(detection, "GET / HTTP/1.1\r\nHo")).isEqualTo(new Decision.Wait(false));
        assertThat(detection.holdExpired()).isEqualTo(new Decision.Wait(false));
        assertThat(detection.deadlineExpired())
                .isInstanceOfSatisfying(
                        Decision.Close.class,
                        close -> assertThat(close.outcome()).isEqualTo(Outcome.INCOMPLETE));
        assertThat(name(look(detection, "GET / HTTP/1.1\r\nHost: x\r\n"))).isEqualTo("get");
    }

    @Test
    void silenceGoesToTheServerFirstRouteOfTheSource() {
        RoutingTable table = table(
                route("http", new Match.Protocol("http")),
                route("mail", new Match.Protocol("smtp"), "192.0.2.0/24"),
                route("db", new Match.Protocol("mysql"), "10.0.0.0/8", "2001:db8::/32"));

        assertThat(name(start(table).silenceExpired())).isEqualTo("db");
        assertThat(name(Decider.of(table)
                        .start(new byte[] {(byte) 192, 0, 2, 9})
                        .silenceExpired()))
                .isEqualTo("mail");
        Detection neither = Decider.of(table).start(new byte[] {9, 9, 9, 9});
        assertThat(neither.speaksFirst()).isFalse();
        assertThat(neither.silenceExpired()).isEqualTo(new Decision.Wait(false));
        assertThat(outcome(neither.deadlineExpired())).isEqualTo(Outcome.INCOMPLETE);
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 1, 1, 1};
        assertThat(name(Decider.of(table).start(mapped).silenceExpired())).isEqualTo("db");
    }

    @Test
    void aRouteThatAsksForSilenceTakesTheSilentAndStillSpeaks() {
        RoutingTable table = table(
                route("web", new Match.Protocol("http")),
                silent(route("git", new Match.Protocol("ssh"), "10.0.0.0/8")),
                route("db", new Match.Protocol("mysql"), "192.0.2.0/24"),
                silent(route("rest", ANY)));

        assertThat(start(table).silenceExpired()).isInstanceOfSatisfying(Decision.Chosen.class, chosen -> {
            assertThat(chosen.route().name()).isEqualTo("git");
            assertThat(chosen.protocol()).isEqualTo("ssh");
            assertThat(chosen.outcome()).isEqualTo(Outcome.SILENCE);
            assertThat(chosen.bytes()).isZero();
        });
        assertThat(outcome(look(start(table), "SSH-2.0-x"))).isEqualTo(Outcome.MATCHED);
        assertThat(name(start(table).deadlineExpired())).isEqualTo("git");
        assertThat(name(Decider.of(table)
                        .start(new byte[] {(byte) 192, 0, 2, 9})
                        .silenceExpired()))
                .isEqualTo("db");
        assertThat(outcome(Decider.of(table).start(new byte[] {9, 9, 9, 9}).silenceExpired()))
                .isEqualTo(Outcome.CATCH_ALL);
    }

    @Test
    void theFirstSilentRouteOfTheTableWins() {
        Route git = silent(route("git", new Match.Protocol("ssh")));
        Route db = route("db", new Match.Protocol("mysql"));

        assertThat(name(start(table(git, db)).silenceExpired())).isEqualTo("git");
        assertThat(name(start(table(db, git)).silenceExpired())).isEqualTo("db");
    }

    /** Without the window, bytes that the route does not take would reach its backend. */
    @Test
    void aRouteThatAsksForBytesAndSilenceKeepsTheWindow() {
        RoutingTable table = table(silent(route("git", new Match.Protocol("ssh"))));

        assertThat(start(table).speaksFirst()).isTrue();
        assertThat(start(table).silenceWindow(Duration.ZERO)).hasMillis(500);
        assertThat(outcome(look(start(table), "GET / HTTP/1.1\r\n"))).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void aByteEndsSilence() {
        Detection detection = start(protocols("http", "mysql"));

        assertThat(look(detection, "G")).isEqualTo(new Decision.Wait(false));
        assertThat(detection.silenceExpired()).isEqualTo(new Decision.Wait(false));
        assertThat(outcome(detection.deadlineExpired())).isEqualTo(Outcome.INCOMPLETE);
    }

    @Test
    void theSilenceWindowCoversALostSegmentAndIsZeroWhereNothingCouldSpeak() {
        Detection usual = start(protocols("http", "mysql"));

        assertThat(usual.silenceWindow(Duration.ZERO)).hasMillis(500);
        assertThat(usual.silenceWindow(Duration.ofMillis(50))).hasMillis(500);
        assertThat(usual.silenceWindow(Duration.ofMillis(400))).hasMillis(700);
        assertThat(start(protocols("mysql")).silenceWindow(Duration.ofMillis(400)))
                .isZero();
        assertThat(start(table(route("db", new Match.Protocol("mysql")), route("rest", ANY)))
                        .silenceWindow(Duration.ZERO))
                .hasMillis(500);
    }

    @Test
    void theCatchAllTakesTheUnknownTheIncompleteAndTheSilent() {
        RoutingTable table = table(route("ssh", new Match.Protocol("ssh")), route("rest", ANY));

        assertThat(outcome(look(start(table), "X"))).isEqualTo(Outcome.CATCH_ALL);
        Detection incomplete = start(table);
        assertThat(look(incomplete, "SS")).isEqualTo(new Decision.Wait(false));
        assertThat(incomplete.holdExpired()).isEqualTo(new Decision.Wait(false));
        assertThat(outcome(incomplete.endOfInput())).isEqualTo(Outcome.CATCH_ALL);
        assertThat(outcome(start(table).silenceExpired())).isEqualTo(Outcome.CATCH_ALL);
        assertThat(outcome(start(table).endOfInput())).isEqualTo(Outcome.PROBE);
    }

    @Test
    void withoutACatchAllTheUnknownIsClosed() {
        assertThat(outcome(look(start(protocols("ssh")), "X"))).isEqualTo(Outcome.UNKNOWN);
        assertThat(outcome(start(protocols("ssh", "mysql")).endOfInput())).isEqualTo(Outcome.PROBE);
    }

    @Test
    void bytesBeyondTheLimitDoNotCount() {
        RoutingTable table = table(route("rx", new Match.Regex("a*b")), route("rest", ANY));
        int limit = start(table).byteLimit();
        String beyond = "a".repeat(limit) + "b";

        assertThat(name(look(start(table), beyond))).isEqualTo("rest");
        assertThat(name(look(start(table), "a".repeat(limit - 1) + "b"))).isEqualTo("rx");
    }

    private static Detection start(RoutingTable table) {
        return Decider.of(table).start(SOURCE);
    }

    private static Decision look(Detection detection, String text) {
        return detection.look(ByteBuffer.wrap(text.getBytes(ISO_8859_1)));
    }

    private static String name(Decision decision) {
        return decision instanceof Decision.Chosen chosen ? chosen.route().name() : decision.toString();
    }

    private static Outcome outcome(Decision decision) {
        return switch (decision) {
            case Decision.Chosen chosen -> chosen.outcome();
            case Decision.Close close -> close.outcome();
            case Decision.Wait wait -> throw new AssertionError("still waits");
        };
    }
}
