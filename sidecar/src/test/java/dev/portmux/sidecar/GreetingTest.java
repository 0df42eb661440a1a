package dev.portmux.sidecar;

import static dev.portmux.sidecar.TestTables.route;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.routes.RoutingTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Silence cannot tell MySQL from SMTP: a backend of the wrong one is counted, and its bytes are relayed all the same. */
@Timeout(30)
class GreetingTest {

    @ParameterizedTest
    @CsvSource({
        "mysql, 220 mail.example.com ESMTP, 1",
        "mariadb, 220 mail.example.com ESMTP, 1",
        "smtp, 220 mail.example.com ESMTP, 0",
        "imap, +OK POP3 ready, 1",
        "pop3, +, 0",
    })
    void aBackendOfAnotherProtocolIsCounted(String protocol, String greeting, int mismatches) throws Exception {
        try (TestServer server = TestServer.echo(greeting);
                Sidecar sidecar = Sidecar.start(
                        TestTables.config().table(to(protocol, server)).build())) {
            for (int i = 1; i <= 2; i++) {
                try (TestClient client = new TestClient(sidecar)) {
                    assertThat(client.read(greeting.length())).isEqualTo(greeting);
                    assertThat(client.send("x").finish().readAll()).isEqualTo("x");
                }
                assertThat(TestClient.admin(sidecar, "/metrics").body())
                        .contains("portmux_greeting_mismatch_total{route=\"db\"} " + i * mismatches + ".0\n")
                        .doesNotContain("portmux_greeting_mismatch_total{route=\"web\"}");
                assertThat(TestClient.admin(sidecar, "/stats").body())
                        .containsOnlyOnce("\"greetingMismatches\":" + i * mismatches);
            }
        }
    }

    private static RoutingTable to(String protocol, TestServer server) {
        return TestTables.table(route("web", "{'protocol':'http'}", server.backend()) + ","
                + route("db", "{'protocol':'" + protocol + "'}", server.backend()));
    }

    /** Who has spoken is answered, not greeted. */
    @Test
    void onlyWhatFollowsSilenceIsLookedAt() throws Exception {
        try (TestServer server = TestServer.echo("220 mail");
                Sidecar sidecar = Sidecar.start(
                        TestTables.config().table(to("mysql", server)).build());
                TestClient client = new TestClient(sidecar)) {
            client.send("GET / HTTP/1.1\r\n\r\n").finish();
            assertThat(client.readAll()).startsWith("220 mail");
            assertThat(TestClient.admin(sidecar, "/metrics").body())
                    .contains("portmux_greeting_mismatch_total{route=\"db\"} 0.0\n");
        }
    }
}
