package dev.portmux.sidecar;

import static dev.portmux.sidecar.TestTables.SSH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGTERM and no ulimit")
class SidecarMainTest {
    private static final int PLENTY = 1024;
    private static final int DESCRIPTORS = 256;

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>(
            Map.of("PORTMUX_LISTEN", "127.0.0.1:0", "PORTMUX_ADMIN", "127.0.0.1:0", "PORTMUX_DRAIN", "20"));

    @BeforeEach
    void setFile() {
        environment.put("PORTMUX_ROUTES_FILE", folder.resolve("routes.json").toString());
    }

    private SidecarProcess start(int descriptors, String backend) throws IOException {
        Files.write(folder.resolve("routes.json"), TestTables.sshTo(backend).toJson());
        return new SidecarProcess(folder, descriptors, environment);
    }

    private static Socket ssh(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write(SSH.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void endsWithSuccessWhenItsConnectionsHaveEnded() throws Exception {
        try (TestServer git = TestServer.echo("git:");
                SidecarProcess sidecar = start(PLENTY, git.backend());
                Socket client = ssh(sidecar.awaitListening())) {
            assertThat(client.getInputStream().readNBytes(4)).asString().isEqualTo("git:");
            sidecar.terminate();
            client.shutdownOutput();
            assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo(SSH);
            assertThat(sidecar.awaitExit()).isZero();
            assertThat(folder.resolve("output")).content().contains("\"route\":\"git\"");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void keepsFileDescriptorsForProbesAndTables() throws Exception {
        try (TestServer git = TestServer.echo("git:");
                SidecarProcess sidecar = start(DESCRIPTORS, git.backend())) {
            int port = sidecar.awaitListening();
            assertThat(sidecar.errors())
                    .contains("takes up to 88 connections at once, because of the limit of 256 file descriptors");
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < DESCRIPTORS; i++) {
                clients.add(ssh(port));
            }
            await().untilAsserted(() -> assertThat(TestClient.get(sidecar.awaitAdmin(), "/readyz"))
                    .startsWith("HTTP/1.1 503")
                    .contains("full"));
            assertThat(TestClient.get(sidecar.awaitAdmin(), "/healthz")).startsWith("HTTP/1.1 200");
            assertThat(TestClient.get(sidecar.awaitAdmin(), "/metrics"))
                    .contains("portmux_accept_errors_total 0.0")
                    .contains("portmux_max_connections 88.0");
            for (Socket client : clients) {
                client.close();
            }
            await().ignoreExceptions().untilAsserted(() -> {
                try (Socket client = ssh(port)) {
                    client.setSoTimeout(10_000);
                    assertThat(client.getInputStream().readNBytes(4)).asString().isEqualTo("git:");
                }
            });
            sidecar.terminate();
            assertThat(sidecar.awaitExit()).isZero();
        }
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        environment.put("PORTMUX_DRAIN", "soon");
        try (SidecarProcess sidecar = start(PLENTY, "127.0.0.1:1")) {
            assertThat(sidecar.awaitExit()).isEqualTo(2);
            assertThat(sidecar.errors())
                    .isEqualTo("portmux: PORTMUX_DRAIN: \"soon\" (expected: a whole number of 0 to 86400)\n");
        }
    }

    @Test
    void refusesAPortThatIsInUse() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            environment.put("PORTMUX_LISTEN", "127.0.0.1:" + other.getLocalPort());
            try (SidecarProcess sidecar = start(PLENTY, "127.0.0.1:1")) {
                assertThat(sidecar.awaitExit()).isEqualTo(2);
                assertThat(sidecar.errors())
                        .contains("portmux: cannot listen on 127.0.0.1:" + other.getLocalPort()
                                + ": the port is in use by another program");
            }
        }
    }
}
