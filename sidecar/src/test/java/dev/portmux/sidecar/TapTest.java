package dev.portmux.sidecar;

import static dev.portmux.sidecar.TestTables.SSH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portmux.routes.AccessLogging;
import dev.portmux.sidecar.observe.Tap;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class TapTest {
    private TestServer git;
    private Sidecar sidecar;

    @BeforeEach
    void start() throws IOException {
        git = TestServer.echo("git:");
        sidecar = Sidecar.start(
                TestTables.config().table(TestTables.sshTo(git.backend())).build());
    }

    @AfterEach
    void stop() throws IOException {
        sidecar.close();
        git.close();
    }

    /** A client that reads along. It is connected when this returns. */
    private final class Reader implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader lines;
        private final List<String> head = new ArrayList<>();

        Reader(String query) throws IOException {
            socket = new Socket(sidecar.admin().getAddress(), sidecar.admin().getPort());
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("GET /tap" + query + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
                head.add(line);
            }
        }

        String status() {
            return head.getFirst();
        }

        String line() throws IOException {
            String line = lines.readLine();
            while (line.isEmpty()) {
                line = lines.readLine();
            }
            return line;
        }

        JsonNode next() throws IOException {
            return new ObjectMapper().readTree(line());
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private void ssh() throws IOException {
        try (TestClient client = new TestClient(sidecar)) {
            assertThat(client.send(SSH).finish().readAll()).isEqualTo("git:" + SSH);
        }
    }

    private void unknown() throws IOException {
        try (TestClient client = new TestClient(sidecar)) {
            assertThat(client.send("\u0016\u0003\u0001\u0000x").readAll()).isEmpty();
        }
    }

    @Test
    void showsADecisionWhileTheConnectionIsOpenAndThenItsEnd() throws IOException {
        try (Reader reader = new Reader("");
                TestClient client = new TestClient(sidecar)) {
            assertThat(reader.head).contains("Content-Type: application/jsonl", "Connection: close");
            client.send(SSH).read(4);

            JsonNode decided = reader.next();
            assertThat(decided.path("event").asText()).isEqualTo("decided");
            assertThat(decided.path("route").asText()).isEqualTo("git");
            assertThat(decided.path("protocol").asText()).isEqualTo("ssh");
            assertThat(decided.path("source").asText()).isEqualTo("127.0.0.1:" + client.port());
            assertThat(decided.path("reason").asText()).isEqualTo("matches after " + SSH.length() + " bytes");

            client.finish().readAll();
            JsonNode ended = reader.next();
            assertThat(ended.path("event").asText()).isEqualTo("ended");
            assertThat(ended.path("result").asText()).isEqualTo("matched");
            assertThat(ended.path("bytesIn").asInt()).isEqualTo(SSH.length());
            assertThat(ended.path("bytesOut").asInt()).isEqualTo("git:".length() + SSH.length());
            assertThat(ended.path("durationMs").isNumber()).isTrue();
        }
    }

    @Test
    void showsOnlyWhatTheFilterAccepts() throws IOException {
        try (Reader unknown = new Reader("?result=unknown&result=probe");
                Reader route = new Reader("?route=git&source=127.0.0.0%2F8");
                Reader none = new Reader("?route=");
                Reader elsewhere = new Reader("?source=10.0.0.0/8");
                Reader all = new Reader("")) {
            assertThat(all.status()).contains(" 503 ");
            ssh();
            unknown();
            assertThat(unknown.next().path("reason").asText()).isEqualTo("no route matches; decided after 5 bytes");
            assertThat(none.next().path("route").isNull()).isTrue();
            assertThat(route.next().path("event").asText()).isEqualTo("decided");
            assertThat(route.next().path("event").asText()).isEqualTo("ended");
            sidecar.close();
            assertThat(elsewhere.lines.lines()).allMatch(String::isEmpty);
        }
    }

    @Test
    void showsFirstBytesIfTheTableWantsThem() throws IOException {
        sidecar.swap(TestTables.sshTo(git.backend(), new AccessLogging(AccessLogging.Mode.OFF, 4)));
        try (Reader reader = new Reader("")) {
            unknown();
            assertThat(reader.next().path("firstBytes").asText()).isEqualTo("16030100");
        }
    }

    @Test
    void aPlaceIsFreeAgainWhenItsReaderHasGone() throws IOException {
        List<Reader> readers = new ArrayList<>();
        try {
            for (int i = 0; i < Tap.MOST_READERS; i++) {
                readers.add(new Reader(""));
            }
            assertThat(TestClient.get(sidecar.admin().getPort(), "/tap"))
                    .startsWith("HTTP/1.1 503 ")
                    .endsWith("4 readers are connected, and more are not served\n");
            readers.getFirst().close();
            await().untilAsserted(() -> {
                try (Reader next = new Reader("")) {
                    assertThat(next.status()).contains(" 200 ");
                }
            });
        } finally {
            for (Reader reader : readers) {
                reader.close();
            }
        }
    }

    @Test
    void headLeavesNoReaderBehind() throws IOException {
        for (int i = 0; i <= Tap.MOST_READERS; i++) {
            try (Socket socket =
                    new Socket(sidecar.admin().getAddress(), sidecar.admin().getPort())) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write("HEAD /tap HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 200 ");
            }
        }
    }

    /** So that proxies in between and the sidecar itself notice when the other side has gone. */
    @Test
    void aQuietTapGetsAnEmptyLineFromTimeToTime() throws IOException {
        try (Reader reader = new Reader("")) {
            assertThat(reader.lines.readLine()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "result=lost     | result: \"lost\" (expected: matched, held,",
                "source=10.0.0   | source: \"10.0.0\" (expected:",
                "source=%zz      | URLDecoder: ",
                "colour=red      | \"colour\" (expected: route, source or result)",
            })
    void aFilterThatCannotBeReadIsRefused(String query, String message) throws IOException {
        assertThat(TestClient.get(sidecar.admin().getPort(), "/tap?" + query))
                .startsWith("HTTP/1.1 400 ")
                .contains("\r\n\r\n" + message);
    }
}
