package dev.portmux.sidecar;

import static dev.portmux.sidecar.TestTables.SSH;
import static dev.portmux.sidecar.TestTables.json;
import static dev.portmux.sidecar.TestTables.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Nobody reads standard output and standard error: traffic, tables and probes go on. */
@Timeout(120)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no ulimit")
class UnreadLogTest {
    private static final int LINES = 3_000;
    private static final int CONNECTIONS = 400;

    @TempDir
    private Path folder;

    @Test
    void linesThatNobodyReadsStopNothing() throws Exception {
        int listen = freePort();
        int admin = freePort();
        try (TestServer first = TestServer.echo("one:");
                TestServer second = TestServer.echo("two:");
                FakeApi api = FakeApi.https(folder)) {
            Path file = Files.write(
                    folder.resolve("routes.json"), json(route("git", "{'protocol':'ssh'}", first.backend())));
            List<String> events = new ArrayList<>();
            for (int i = 0; i < LINES; i++) {
                events.add(FakeApi.event("MODIFIED", 100 + i, "{}"));
            }
            events.add(FakeApi.event("MODIFIED", 100 + LINES, tables(second)));
            api.list(10, text(json(route("git", "{'protocol':'ssh'}", first.backend()))))
                    .watch(events.toArray(String[]::new));
            try (SidecarProcess sidecar = SidecarProcess.unread(
                    folder,
                    Map.of(
                            "PORTMUX_LISTEN",
                            "127.0.0.1:" + listen,
                            "PORTMUX_ADMIN",
                            "127.0.0.1:" + admin,
                            "PORTMUX_ROUTES_FILE",
                            file.toString(),
                            "PORTMUX_ROUTES_CONFIGMAP",
                            "shop/edge-routes",
                            "PORTMUX_SERVICE_ACCOUNT",
                            folder.toString(),
                            "KUBERNETES_SERVICE_HOST",
                            "127.0.0.1",
                            "KUBERNETES_SERVICE_PORT",
                            Integer.toString(api.port())))) {
                await().atMost(Duration.ofSeconds(60))
                        .ignoreExceptions()
                        .until(() -> ask(listen, SSH).equals("two:"));
                for (int i = 0; i < 8; i++) {
                    ask(listen, "*1\r\n$4\r\nPING\r\n"); // cannot be connected to: a line of an event loop
                }
                for (int i = 0; i < CONNECTIONS; i++) {
                    assertThat(ask(listen, SSH)).isEqualTo("two:");
                }
                assertThat(TestClient.get(admin, "/healthz")).startsWith("HTTP/1.1 200");
                assertThat(TestClient.get(admin, "/metrics"))
                        .containsPattern("portmux_log_dropped_total [1-9]")
                        .contains("portmux_dial_failures_total{route=\"cache\"} 8.0")
                        .contains("portmux_tables_refused_total 3000.0");
                sidecar.terminate();
                assertThat(sidecar.awaitExit()).isZero();
            }
        }
    }

    private static String tables(TestServer git) {
        return text(json(route("git", "{'protocol':'ssh'}", git.backend()) + ","
                + route("cache", "{'protocol':'redis'}", "127.0.0.1:1")));
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    /** The first four bytes of the answer. */
    private static String ask(int port, String bytes) throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.setSoTimeout(10_000);
            client.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
            return new String(client.getInputStream().readNBytes(4), StandardCharsets.US_ASCII);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
