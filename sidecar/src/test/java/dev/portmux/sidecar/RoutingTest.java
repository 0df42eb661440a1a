package dev.portmux.sidecar;

import static dev.portmux.sidecar.TestTables.SSH;
import static dev.portmux.sidecar.TestTables.route;
import static dev.portmux.sidecar.TestTables.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.routes.RoutingTable;
import dev.portmux.sidecar.observe.ConnectionListener;
import dev.portmux.sidecar.observe.ConnectionRecord;
import dev.portmux.sidecar.pipeline.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where connections go, and what is told of them. */
@Timeout(30)
class RoutingTest implements ConnectionListener {
    private final BlockingQueue<ConnectionRecord> ended = new LinkedBlockingQueue<>();
    private TestServer web;
    private TestServer git;
    private Sidecar sidecar;

    @BeforeEach
    void start() throws IOException {
        web = TestServer.echo("web:");
        git = TestServer.echo("git:");
        sidecar = Sidecar.start(
                TestTables.config().table(tableWith("")).listener(this).build());
    }

    @AfterEach
    void stop() throws IOException {
        sidecar.close();
        web.close();
        git.close();
    }

    private RoutingTable tableWith(String more) {
        return table(route("web", "{'protocol':'http'}", web.backend()) + ","
                + route("git", "{'protocol':'ssh'}", git.backend()) + more);
    }

    @Override
    public void decided(ConnectionRecord connection) {}

    @Override
    public void ended(ConnectionRecord connection) {
        ended.add(connection);
    }

    private ConnectionRecord nextEnded() throws InterruptedException {
        ConnectionRecord next = ended.poll(10, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    @Test
    void firstBytesDecideAndArriveUnchanged() throws Exception {
        try (TestClient client = new TestClient(sidecar)) {
            client.send("S").send("SH-2.0-x\r\n").finish();
            assertThat(client.readAll()).isEqualTo("git:SSH-2.0-x\r\n");
            ConnectionRecord record = nextEnded();
            assertThat(record.route()).isEqualTo("git");
            assertThat(record.protocol()).isEqualTo("ssh");
            assertThat(record.result()).isEqualTo(Result.MATCHED);
            assertThat(record.source().getPort()).isEqualTo(client.port());
            assertThat(record.bytesIn()).isEqualTo(11);
            assertThat(record.bytesOut()).isEqualTo(15);
        }
    }

    @Test
    void bytesThatNoRouteTakesAreClosed() throws Exception {
        try (TestClient client = new TestClient(sidecar)) {
            assertThat(client.send("?").readAll()).isEmpty();
        }
        assertThat(nextEnded().result()).isEqualTo(Result.UNKNOWN);
        assertThat(web.accepted() + git.accepted()).isZero();
    }

    @Test
    void aProbeDialsNothing() throws Exception {
        new TestClient(sidecar).close();
        assertThat(nextEnded().result()).isEqualTo(Result.PROBE);
        new TestClient(sidecar).reset();
        assertThat(nextEnded().result()).isEqualTo(Result.PROBE);
        assertThat(web.accepted() + git.accepted()).isZero();
    }

    @Test
    void theSilentGoToTheServerThatSpeaksFirst() throws Exception {
        try (TestServer mysql = TestServer.echo("greeting")) {
            sidecar.swap(tableWith("," + route("db", "{'protocol':'mysql'}", mysql.backend())));
            try (TestClient client = new TestClient(sidecar)) {
                assertThat(client.read(8)).isEqualTo("greeting");
                assertThat(client.send("login").finish().readAll()).isEqualTo("login");
            }
            assertThat(nextEnded().result()).isEqualTo(Result.SILENCE);
        }
    }

    @Test
    void anIncompleteBeginningIsClosedAtTheDeadline() throws Exception {
        try (TestClient client = new TestClient(sidecar)) {
            assertThat(client.send("SS").readAll()).isEmpty();
        }
        ConnectionRecord record = nextEnded();
        assertThat(record.result()).isEqualTo(Result.INCOMPLETE);
        assertThat(record.detectionBytes()).isEqualTo(2);
        assertThat(record.detection()).isBetween(java.time.Duration.ofSeconds(2), java.time.Duration.ofSeconds(5));
    }

    @Test
    void openConnectionsOutliveTheirTable() throws Exception {
        try (TestClient before = new TestClient(sidecar)) {
            assertThat(before.send(SSH).read(4)).isEqualTo("git:");
            sidecar.swap(table(route("git", "{'protocol':'ssh'}", web.backend())));
            try (TestClient after = new TestClient(sidecar)) {
                assertThat(after.send(SSH).read(4)).isEqualTo("web:");
            }
            assertThat(before.read(SSH.length())).isEqualTo(SSH);
            assertThat(before.send("more").finish().readAll()).isEqualTo("more");
        }
    }

    @Test
    void aBackendThatRefusesIsPassedOver() throws Exception {
        String refusing = "127.0.0.1:" + unusedPort();
        sidecar.swap(table(route("git", "{'protocol':'ssh'}", refusing + "," + git.backend())));
        for (int turn = 0; turn < 2; turn++) {
            try (TestClient client = new TestClient(sidecar)) {
                assertThat(client.send(SSH).finish().readAll()).isEqualTo("git:" + SSH);
            }
        }
    }

    @Test
    void withoutABackendTheConnectionIsClosed() throws Exception {
        sidecar.swap(table(route("git", "{'protocol':'ssh'}", "127.0.0.1:" + unusedPort()) + ","
                + route("web", "{'protocol':'http'}", "")));
        try (TestClient client = new TestClient(sidecar)) {
            assertThat(client.send(SSH).readAll()).isEmpty();
        }
        assertThat(nextEnded().result()).isEqualTo(Result.DIAL_FAILED);
        try (TestClient client = new TestClient(sidecar)) {
            assertThat(client.send("GET / HTTP/1.1\r\n\r\n").finish().readAll()).isEmpty();
        }
        assertThat(nextEnded().result()).isEqualTo(Result.NO_BACKEND);
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
