package dev.portmux.sidecar;

import static dev.portmux.sidecar.TestTables.SSH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portmux.sidecar.net.Addresses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a sidecar begins and ends, and tables that would end it. */
@Timeout(60)
class LifecycleTest {
    @TempDir
    private Path folder;

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("portmux-"))
                .collect(Collectors.toSet());
    }

    @Test
    void aStartThatFailsLeavesNoThread() throws Exception {
        Set<Thread> before = threads();
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress taken = new InetSocketAddress(InetAddress.getLoopbackAddress(), other.getLocalPort());
            assertThatThrownBy(() -> Sidecar.start(SidecarConfig.at(TestTables.ANY_PORT, taken)
                            .accessLog(new ByteArrayOutputStream())
                            .build()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot listen on " + Addresses.text(taken) + ": the port is in use");
            assertThatThrownBy(() -> Sidecar.start(SidecarConfig.at(taken, TestTables.ANY_PORT)
                            .accessLog(new ByteArrayOutputStream())
                            .build()))
                    .isInstanceOf(IOException.class);
        }
        await().untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
    }

    @Test
    void aSecondCloseDoesNothing() throws Exception {
        Sidecar sidecar = Sidecar.start(
                TestTables.config().table(TestTables.sshTo("127.0.0.1:1")).build());
        sidecar.close();
        sidecar.close();
    }

    @Test
    void aBackendThatIsTheSidecarItselfIsLeftOut() throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        try (Sidecar sidecar = Sidecar.start(TestTables.config().accessLog(log).build())) {
            sidecar.swap(TestTables.sshTo(Addresses.text(sidecar.listening())));
            try (TestClient client = new TestClient(sidecar)) {
                assertThat(client.send(SSH).readAll()).isEmpty();
            }
            await().until(() -> log.size() > 0);
        }
        assertThat(log.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .contains("\"result\":\"no_backend\"");
    }

    @Test
    void aFileThatIsTooLongIsRefusedAndTheNextGoodOneIsTaken() throws Exception {
        Path file = folder.resolve("routes.json");
        try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
            huge.setLength(300L << 20);
        }
        try (TestServer git = TestServer.echo("git:");
                Sidecar sidecar =
                        Sidecar.start(TestTables.config().routesFile(file).build())) {
            assertThat(TestClient.admin(sidecar, "/metrics").body()).contains("portmux_tables_refused_total 1.0");
            assertThat(TestClient.admin(sidecar, "/healthz").statusCode()).isEqualTo(200);
            Path next = Files.write(
                    folder.resolve("next"), TestTables.sshTo(git.backend()).toJson());
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
            await().untilAsserted(() -> assertThat(
                            TestClient.admin(sidecar, "/readyz").statusCode())
                    .isEqualTo(200));
        }
    }

    @Test
    void aNamedPipeInPlaceOfTheFileHoldsNothingUp() throws Exception {
        Path file = folder.resolve("routes.json");
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
        try (TestServer git = TestServer.echo("git:");
                Sidecar sidecar =
                        Sidecar.start(TestTables.config().routesFile(file).build())) {
            Path next = Files.write(
                    folder.resolve("next"), TestTables.sshTo(git.backend()).toJson());
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
            await().untilAsserted(() -> assertThat(
                            TestClient.admin(sidecar, "/readyz").statusCode())
                    .isEqualTo(200));
        }
    }
}
