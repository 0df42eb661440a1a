package dev.portmux.sidecar;

import static dev.portmux.sidecar.TestTables.SSH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portmux.routes.RoutingTable;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What others do on the admin port does not keep a probe from its answer. */
@Timeout(60)
class AdminLimitsTest {
    private static final int MANY = 400;

    /** A probe gives up after a second; the half-sent requests are kept for longer than this. */
    private static final int PATIENCE_MILLIS = 4_000;

    private final List<Socket> others = new ArrayList<>();
    private Sidecar sidecar;

    @BeforeEach
    void start() throws IOException {
        sidecar = Sidecar.start(TestTables.config()
                .table(large())
                .maxConnections(1)
                .nativeSockets(false)
                .build());
    }

    /** Its text is larger than what the kernel takes for a reader that does not read. */
    private static RoutingTable large() {
        String hosts = IntStream.range(0, 64)
                .mapToObj(i -> "'" + "x".repeat(60) + "." + "y".repeat(50) + i + ".example.com'")
                .collect(Collectors.joining(","));
        return TestTables.table(IntStream.range(0, 90)
                .mapToObj(i -> TestTables.route("r" + i, "{'http':{'hosts':[" + hosts + "]}}", ""))
                .collect(Collectors.joining(",")));
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket other : others) {
            other.close();
        }
        sidecar.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(sidecar.admin());
        others.add(socket);
        return socket;
    }

    private Socket send(String request) throws IOException {
        Socket socket = connect();
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private String answer(String request) throws IOException {
        return new String(send(request).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private void assertProbesAreAnswered() throws IOException {
        assertThat(answer("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .endsWith("ok\n");
        assertThat(answer("GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n")).contains("ready with routes");
    }

    @Test
    void halfSentRequestsDoNotStopAProbe() throws IOException {
        for (int i = 0; i < MANY; i++) {
            send(i % 2 == 0 ? "GET /metrics HTTP/1.1\r\nHost: x\r\nX: " : "");
            if (i == 20) {
                assertProbesAreAnswered();
            }
        }
        assertProbesAreAnswered();
    }

    @Test
    void slowReadersDoNotStopAProbe() throws IOException {
        for (int i = 0; i < MANY / 4; i++) {
            send("GET /routes HTTP/1.1\r\nHost: x\r\n\r\n");
            send("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
        }
        assertProbesAreAnswered();
        assertThat(answer("GET /routes HTTP/1.1\r\nHost: x\r\n\r\n")).endsWith("]}}");
    }

    @Test
    void tapsThatNobodyReadsDoNotStopAProbe() throws IOException {
        for (int i = 0; i < MANY / 4; i++) {
            send("GET /tap HTTP/1.1\r\nHost: x\r\n\r\n");
        }
        for (int i = 0; i < 20; i++) {
            try (TestClient client = new TestClient(sidecar)) {
                client.send("no protocol of these\r\n").readAll();
            }
        }
        assertProbesAreAnswered();
    }

    @Test
    void aDataPlaneAtItsCapDoesNotStopAProbe() throws IOException {
        try (TestClient first = new TestClient(sidecar)) {
            first.send("G");
            assertThatThrownBy(this::connectInVain).isInstanceOf(IOException.class);
            assertThat(answer("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")).startsWith("HTTP/1.1 200 OK\r\n");
            assertThat(answer("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")).contains("portmux_max_connections 1.0");
        }
    }

    private void connectInVain() throws IOException {
        try (TestClient second = new TestClient(sidecar)) {
            second.send(SSH).readAll();
        }
    }

    @Test
    void aHalfSentRequestIsClosedAfterSomeSeconds() throws IOException {
        Socket half = send("GET /metrics HTTP/1.1\r\n");
        half.setSoTimeout(30_000);
        assertThat(half.getInputStream().read()).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({
        "GET /nothing HTTP/1.1, 404",
        "POST /healthz HTTP/1.1, 405",
        "GET /healthz HTTP/1.1~Content-Length: 5, 413",
        "GET /healthz HTTP/1.1~Transfer-Encoding: chunked, 413",
        "SSH-2.0-x, 400",
        "GET /healthz HTTP/2, 400",
        "GET  /healthz HTTP/1.1, 400",
        "GET /healthz HTTP/1.1~no field, 400",
        "GET /healthz HTTP/1.1~Content-Length: 0, 200",
        "GET /healthz?verbose HTTP/1.1, 200",
        "GET /healthz HTTP/1.0, 200",
    })
    void onlyAShortQuestionIsAnswered(String head, int status) throws IOException {
        assertThat(answer(head.replace("~", "\r\n") + "\r\n\r\n"))
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("Connection: close\r\n");
    }

    @Test
    void longHeadsAreRefused() throws IOException {
        assertThat(answer("GET /" + "x".repeat(3000) + " HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 414 ");
        assertThat(answer("GET /healthz HTTP/1.1\r\nX: " + "x".repeat(9000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ");
    }

    @Test
    void headSaysTheLengthAlone() throws IOException {
        assertThat(answer("HEAD /healthz HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("Content-Length: 3\r\n")
                .endsWith("\r\n\r\n");
    }
}
