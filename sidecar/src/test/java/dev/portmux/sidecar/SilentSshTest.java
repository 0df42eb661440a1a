package dev.portmux.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.routes.RoutingTable;
import dev.portmux.sidecar.observe.ConnectionListener;
import dev.portmux.sidecar.observe.ConnectionRecord;
import dev.portmux.sidecar.pipeline.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * OpenSSH's server behind a route with {@code silence: true}, and its clients: {@code ssh} speaks at once, {@code ssh-keyscan} waits
 * for the server's banner.
 */
@Timeout(60)
class SilentSshTest implements ConnectionListener {
    private static final Path SSHD = Path.of("/usr/sbin/sshd");
    private static final List<Path> CLIENTS =
            List.of(Path.of("/usr/bin/ssh"), Path.of("/usr/bin/ssh-keyscan"), Path.of("/usr/bin/ssh-keygen"));

    private final BlockingQueue<ConnectionRecord> ended = new LinkedBlockingQueue<>();

    @TempDir
    private Path folder;

    private Process sshd;
    private Sidecar sidecar;
    private int port;

    @BeforeEach
    void start() throws Exception {
        ServerProcess.require(SSHD);
        CLIENTS.forEach(ServerProcess::require);
        for (String key : List.of("host", "user")) {
            run("/usr/bin/ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path(key));
        }
        Files.copy(folder.resolve("user.pub"), folder.resolve("authorized"));
        if (isRoot()) {
            Files.createDirectories(Path.of("/run/sshd")); // sshd wants it, and Debian makes it with the service
        }
        sshd = startServer();
        awaitListening();
        sidecar = Sidecar.start(
                TestTables.config().table(table(port)).listener(this).build());
    }

    /** A server of its own port, without anything of the machine's configuration. */
    private Process startServer() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Files.writeString(folder.resolve("config"), """
                Port %d
                ListenAddress 127.0.0.1
                HostKey %s
                AuthorizedKeysFile %s
                PidFile none
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                PermitRootLogin prohibit-password
                """.formatted(port, path("host"), path("authorized")));
        return new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", path("config"))
                .redirectErrorStream(true)
                .start();
    }

    /** Its log says when it listens. */
    private void awaitListening() throws IOException {
        assertThat(sshd.inputReader().readLine()).isEqualTo("Server listening on 127.0.0.1 port " + port + ".");
    }

    private boolean isRoot() throws IOException {
        return Files.getOwner(folder).getName().equals("root");
    }

    private static RoutingTable table(int port) {
        return TestTables.table("{'name':'git','match':{'protocol':'ssh'},'silence':true,'backends':['127.0.0.1:" + port
                + "']}," + TestTables.route("web", "{'protocol':'http'}", ""));
    }

    @AfterEach
    void stop() {
        if (sidecar != null) {
            sidecar.close();
        }
        if (sshd != null) {
            sshd.destroy();
        }
    }

    @Override
    public void decided(ConnectionRecord connection) {}

    @Override
    public void ended(ConnectionRecord connection) {
        ended.add(connection);
    }

    @Test
    void aClientThatWaitsForTheBannerGetsIt() throws Exception {
        String keys = run(
                "/usr/bin/ssh-keyscan",
                "-t",
                "ed25519",
                "-p",
                Integer.toString(sidecar.listening().getPort()),
                "127.0.0.1");

        String key = Files.readString(folder.resolve("host.pub"));
        assertThat(keys).contains(key.substring(0, key.lastIndexOf(' ')));
        assertThat(nextEnded())
                .returns("git", ConnectionRecord::route)
                .returns("ssh", ConnectionRecord::protocol)
                .returns(0, ConnectionRecord::detectionBytes);
    }

    @Test
    void aClientThatSpeaksAtOnceIsRoutedByItsBytes() throws Exception {
        String said = run(
                "/usr/bin/ssh",
                "-F",
                "none",
                "-i",
                path("user"),
                "-o",
                "BatchMode=yes",
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "UserKnownHostsFile=" + path("known"),
                "-p",
                Integer.toString(sidecar.listening().getPort()),
                "127.0.0.1",
                "echo through the mux");

        assertThat(said).endsWith("through the mux\n");
        assertThat(nextEnded())
                .returns("git", ConnectionRecord::route)
                .returns(Result.MATCHED, ConnectionRecord::result);
    }

    private ConnectionRecord nextEnded() throws InterruptedException {
        ConnectionRecord next = ended.poll(20, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
