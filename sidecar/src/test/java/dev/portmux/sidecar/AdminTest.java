package dev.portmux.sidecar;

import static dev.portmux.sidecar.TestTables.SSH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portmux.routes.RoutingTable;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the sidecar says of itself, and how it stops. */
@Timeout(30)
class AdminTest {

    @Test
    void isReadyOnceItHasATable() throws Exception {
        try (Sidecar sidecar = Sidecar.start(TestTables.config().build())) {
            assertThat(TestClient.admin(sidecar, "/healthz").statusCode()).isEqualTo(200);
            assertThat(TestClient.admin(sidecar, "/readyz").statusCode()).isEqualTo(503);
            assertThat(TestClient.admin(sidecar, "/routes").statusCode()).isEqualTo(503);
            RoutingTable table = TestTables.sshTo("127.0.0.1:22");
            sidecar.swap(table);
            assertThat(TestClient.admin(sidecar, "/readyz").statusCode()).isEqualTo(200);
            assertThat(TestClient.admin(sidecar, "/routes").body())
                    .contains("\"hash\":\"" + table.hash() + "\"")
                    .contains("\"routes\":" + new String(table.toJson(), StandardCharsets.UTF_8));
            assertThat(TestClient.admin(sidecar, "/routes/more").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void countsConnectionsAndBytesByRoute() throws Exception {
        try (TestServer git = TestServer.echo("git:");
                Sidecar sidecar = Sidecar.start(TestTables.config()
                        .table(TestTables.sshTo(git.backend()))
                        .build())) {
            try (TestClient client = new TestClient(sidecar)) {
                client.send(SSH).read(4 + SSH.length());
                assertThat(TestClient.admin(sidecar, "/metrics").body())
                        .contains("portmux_active_connections{route=\"git\"} 1")
                        .contains("portmux_relayed_bytes_total{direction=\"in\",route=\"git\"} 14")
                        .contains("portmux_relayed_bytes_total{direction=\"out\",route=\"git\"} 18");
            }
            await().untilAsserted(() -> assertThat(
                            TestClient.admin(sidecar, "/metrics").body())
                    .contains("portmux_connections_total{protocol=\"ssh\",result=\"matched\",route=\"git\"} 1")
                    .contains("portmux_detection_duration_seconds_count{result=\"matched\"} 1")
                    .contains("portmux_detection_bytes_sum 14")
                    .contains("portmux_relayed_bytes_total{direction=\"in\",route=\"git\"} 14"));
            sidecar.swap(TestTables.table(TestTables.route("web", "{'protocol':'http'}", git.backend())));
            assertThat(TestClient.admin(sidecar, "/metrics").body())
                    .contains("portmux_routes_loaded_info{hash=")
                    .contains("route=\"web\"")
                    .doesNotContain("route=\"git\"");
        }
    }

    @Test
    void writesALineOfJsonForEachConnection() throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        try (TestServer git = TestServer.echo("git:");
                Sidecar sidecar = Sidecar.start(TestTables.config()
                        .table(TestTables.sshTo(git.backend()))
                        .accessLog(log)
                        .build())) {
            try (TestClient client = new TestClient(sidecar)) {
                client.send(SSH).finish().readAll();
            }
            try (TestClient client = new TestClient(sidecar)) {
                client.send("?").readAll();
            }
        }
        assertThat(log.toString(StandardCharsets.UTF_8).lines().toList())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line)
                        .matches("\\{\"time\":\"[-0-9T:.]+Z\",\"source\":\"127.0.0.1:\\d+\",\"route\":\"git\","
                                + "\"protocol\":\"ssh\",\"result\":\"matched\",\"detectionMs\":[0-9.]+,"
                                + "\"detectionBytes\":14,\"bytesIn\":14,\"bytesOut\":18,\"durationMs\":[0-9.]+}"))
                .anySatisfy(line -> assertThat(line)
                        .contains("\"route\":null,\"protocol\":null,\"result\":\"unknown\"")
                        .contains("\"bytesIn\":1"));
    }

    @Test
    void drainsOpenConnectionsBeforeItStops() throws Exception {
        try (TestServer git = TestServer.echo("git:");
                Sidecar sidecar = Sidecar.start(TestTables.config()
                        .table(TestTables.sshTo(git.backend()))
                        .build());
                TestClient client = new TestClient(sidecar)) {
            client.send(SSH).read(4 + SSH.length());
            CompletableFuture<Void> draining = CompletableFuture.runAsync(() -> drain(sidecar, Duration.ofSeconds(20)));
            await().untilAsserted(() -> assertThat(
                            TestClient.admin(sidecar, "/readyz").statusCode())
                    .isEqualTo(503));
            assertThat(draining).isNotDone();
            assertThat(client.send("more").finish().readAll()).isEqualTo("more");
            draining.join();
        }
    }

    @Test
    void endsWhatIsStillOpenAfterTheDrain() throws Exception {
        try (TestServer git = TestServer.echo("git:");
                Sidecar sidecar = Sidecar.start(TestTables.config()
                        .table(TestTables.sshTo(git.backend()))
                        .build());
                TestClient client = new TestClient(sidecar)) {
            client.send(SSH).read(4 + SSH.length());
            drain(sidecar, Duration.ofMillis(50));
            assertThat(client.readAll()).isEmpty();
            await().untilAsserted(() ->
                    assertThat(TestClient.admin(sidecar, "/metrics").body()).contains("result=\"drained\""));
        }
    }

    @Test
    void saysItsFiguresAsJson() throws Exception {
        RoutingTable table = TestTables.table(TestTables.route("git", "{'protocol':'ssh'}", ""));
        try (Sidecar sidecar = Sidecar.start(TestTables.config().table(table).build());
                TestClient undecided = new TestClient(sidecar)) {
            try (TestClient client = new TestClient(sidecar)) {
                client.send(SSH).readAll();
            }
            undecided.send("SSH");
            await().untilAsserted(() -> assertThat(
                            TestClient.admin(sidecar, "/stats").body())
                    .isEqualTo("{\"table\":\"" + table.hash() + "\",\"routes\":{\"\":{\"open\":1,\"ended\":{}},"
                            + "\"git\":{\"open\":0,\"ended\":{\"no_backend\":1}}},\"endpoints\":{\"git\":{}}}"));
            assertThat(TestClient.admin(sidecar, "/metrics").body())
                    .contains("portmux_active_connections{route=\"\"} 1.0")
                    .contains("portmux_relayed_bytes_total{direction=\"in\",route=\"git\"} 0.0")
                    .contains("portmux_route_backends{route=\"git\"} 0.0");
        }
    }

    @Test
    void isNotReadyWhileItIsFull() throws Exception {
        try (TestServer git = TestServer.echo("git:");
                Sidecar sidecar = Sidecar.start(TestTables.config()
                        .table(TestTables.sshTo(git.backend()))
                        .nativeSockets(false)
                        .maxConnections(1)
                        .build())) {
            try (TestClient client = new TestClient(sidecar)) {
                assertThat(client.send(SSH).read(4)).isEqualTo("git:");
                assertThat(TestClient.admin(sidecar, "/readyz").statusCode()).isEqualTo(503);
                assertThat(TestClient.admin(sidecar, "/readyz").body()).startsWith("full");
                assertThat(TestClient.admin(sidecar, "/healthz").statusCode()).isEqualTo(200);
            }
            await().untilAsserted(() -> assertThat(
                            TestClient.admin(sidecar, "/readyz").statusCode())
                    .isEqualTo(200));
        }
    }

    private static void drain(Sidecar sidecar, Duration longest) {
        try {
            sidecar.drain(longest);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
