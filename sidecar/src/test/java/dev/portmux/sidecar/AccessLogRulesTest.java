package dev.portmux.sidecar;

import static dev.portmux.sidecar.TestTables.SSH;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portmux.routes.AccessLogging;
import dev.portmux.routes.AccessLogging.Mode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The table says which connections have a line in the access log, and whether it has first bytes. */
@Timeout(60)
class AccessLogRulesTest {
    private TestServer git;
    private Sidecar sidecar;
    private BufferedReader lines;

    @BeforeEach
    void start() throws IOException {
        git = TestServer.echo("git:");
        PipedOutputStream log = new PipedOutputStream();
        lines = new BufferedReader(new InputStreamReader(new PipedInputStream(log, 1 << 20), StandardCharsets.UTF_8));
        sidecar = Sidecar.start(TestTables.config()
                .table(TestTables.sshTo(git.backend()))
                .accessLog(log)
                .build());
    }

    @AfterEach
    void stop() throws IOException {
        sidecar.close();
        git.close();
    }

    private void rules(Mode mode, int firstBytes) {
        sidecar.swap(TestTables.sshTo(git.backend(), new AccessLogging(mode, firstBytes)));
    }

    private void ssh() throws IOException {
        try (TestClient client = new TestClient(sidecar)) {
            assertThat(client.send(SSH).finish().readAll()).isEqualTo("git:" + SSH);
        }
    }

    /** Says something that is no protocol of the table, then ends. */
    private void odd(String text) throws IOException {
        try (TestClient client = new TestClient(sidecar)) {
            assertThat(client.send(text).finish().readAll()).isEmpty();
        }
    }

    private JsonNode line() throws IOException {
        return new ObjectMapper().readTree(lines.readLine());
    }

    @Test
    void withFailuresOnlyARelayedConnectionHasNoLine() throws IOException {
        rules(Mode.FAILURES, 0);
        ssh();
        odd("GET / HTTP/1.1\r\n");
        JsonNode line = line();
        assertThat(line.path("result").asText()).isEqualTo("unknown");
        assertThat(line.has("firstBytes")).isFalse();

        git.close();
        odd(SSH);
        assertThat(line().path("result").asText()).isEqualTo("dial_failed");
    }

    @Test
    void aChangeHoldsForTheNextEnd() throws IOException {
        ssh();
        assertThat(line().path("result").asText()).isEqualTo("matched");
        rules(Mode.OFF, 0);
        ssh();
        odd("GET / HTTP/1.1\r\n");
        rules(Mode.ALL, 0);
        try (TestClient client = new TestClient(sidecar)) {
            client.finish().readAll();
        }
        assertThat(line().path("result").asText()).isEqualTo("probe");
    }

    @Test
    void firstBytesAreThoseOfClientsWithoutARoute() throws IOException {
        rules(Mode.ALL, 4);
        odd("\u0016\u0003\u0001\u0000\u00ff");
        JsonNode unknown = line();
        assertThat(unknown.path("result").asText()).isEqualTo("unknown");
        assertThat(unknown.path("firstBytes").asText()).isEqualTo("16030100");

        odd("SSH");
        JsonNode incomplete = line();
        assertThat(incomplete.path("result").asText()).isEqualTo("incomplete");
        assertThat(incomplete.path("firstBytes").asText()).isEqualTo("535348");

        ssh();
        JsonNode matched = line();
        assertThat(matched.path("result").asText()).isEqualTo("matched");
        assertThat(matched.has("firstBytes")).isFalse();
    }
}
