package dev.portmux.sidecar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.routes.RoutingTable;
import dev.portmux.sidecar.observe.ConnectionRecord;
import dev.portmux.sidecar.pipeline.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * MariaDB behind the sidecar. It counts handshakes that a client has left unfinished, and refuses the address of the client after
 * {@code max_connect_errors} of them. It reads PROXY headers from 127.0.0.1, where the sidecar is.
 */
@Timeout(120)
class MariaDbTest {
    private static final String BALANCER = "127.0.0.3";
    private static final int MOST_ERRORS = 5;

    @TempDir
    private static Path folder;

    private static ServerProcess server;
    private static int port;

    private final EndedConnections ended = new EndedConnections();

    @BeforeAll
    static void startServer() throws Exception {
        ServerProcess.require(Path.of("/usr/sbin/mariadbd"));
        ServerProcess.require(Path.of("/usr/bin/mariadb"));
        port = ServerProcess.freePort();
        String user = System.getProperty("user.name");
        String data = folder.resolve("data").toString();
        run(
                "/usr/bin/mariadb-install-db",
                "--no-defaults",
                "--user=" + user,
                "--datadir=" + data,
                "--auth-root-authentication-method=normal",
                "--skip-test-db");
        Path init =
                Files.writeString(folder.resolve("init.sql"), "CREATE USER root@'%';\nGRANT ALL ON *.* TO root@'%';\n");
        server = ServerProcess.start(
                "ready for connections",
                "/usr/sbin/mariadbd",
                "--no-defaults",
                "--user=" + user,
                "--datadir=" + data,
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--socket=" + folder.resolve("socket"),
                "--init-file=" + init,
                "--max-connect-errors=" + MOST_ERRORS,
                "--proxy-protocol-networks=127.0.0.1");
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    /**
     * With a route for clients that speak first: without one, silent clients would not be waited for.
     *
     * @param header what MariaDB gets: V1, V2 or nothing
     */
    private Sidecar start(String mode, String header) throws IOException {
        String group = header.isEmpty() ? "" : "'proxyProtocol':'" + header + "',";
        String json = "{'version':1,'timing':{'silenceMs':100,'deadlineMs':2000,'holdMs':50},'proxyProtocol':{'mode':'"
                + mode + "','trustedSources':['" + BALANCER
                + "/32']},'routes':[{'name':'db','match':{'protocol':'mysql'},'groups':[{'weight':1," + group
                + "'backends':['127.0.0.1:" + port + "']}]},{'name':'git','match':{'protocol':'ssh'}}]}";
        return Sidecar.start(TestTables.config()
                .table(RoutingTable.parse(json.replace('\'', '"').getBytes(ISO_8859_1)))
                .listener(ended)
                .build());
    }

    /** The server speaks first; the header comes with the client's login. */
    @Test
    void aHeaderThatIsHeldBackIsTakenOffTheLogin() throws Exception {
        try (Sidecar sidecar = start("Lazy", "");
                HoldingBalancer balancer = new HoldingBalancer(sidecar.listening())) {
            assertThat(query(balancer.port(), "SELECT 40 + 2")).isEqualTo("42\n");
            ConnectionRecord record = ended.next();
            assertThat(record.result()).isEqualTo(Result.SILENCE);
            assertThat(record.source().getAddress()).isEqualTo(InetAddress.getLoopbackAddress());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"V1", "V2"})
    void theServerSeesTheClient(String version) throws Exception {
        try (Sidecar sidecar = start("Require", version)) {
            String host = query(
                    sidecar.listening().getPort(),
                    "SELECT host FROM information_schema.processlist WHERE id = CONNECTION_ID()");
            assertThat(host).isEqualTo("localhost:" + ended.next().source().getPort() + "\n");
        }
    }

    @Test
    void probesAndUnknownClientsAreNotCounted() throws Exception {
        int before = connections(port);
        try (Sidecar sidecar = start("Require", "V2")) {
            for (int i = 0; i < 3 * MOST_ERRORS; i++) {
                new TestClient(sidecar).close();
                assertThat(ended.next().result()).isEqualTo(Result.PROBE);
                new TestClient(sidecar).reset();
                assertThat(ended.next().result()).isEqualTo(Result.PROBE);
                try (TestClient scanner = new TestClient(sidecar)) {
                    scanner.send("GET / HTTP/1.0\r\n\r\n");
                    assertThat(ended.next().result()).isEqualTo(Result.UNKNOWN);
                }
            }
            assertThat(connections(port)).isEqualTo(before + 1);
        }
    }

    /** Each has its own address in the header of the load balancer. */
    @Test
    void aScannerIsBlockedAndOthersAreNot() throws Exception {
        try (Sidecar sidecar = start("Require", "V2")) {
            int mux = sidecar.listening().getPort();
            for (int i = 0; i < MOST_ERRORS; i++) {
                assertThat(badLogin(mux, "198.51.100.7")).contains("Bad handshake");
            }
            assertThat(badLogin(mux, "198.51.100.7")).contains("blocked because of many connection errors");
            assertThat(badLogin(mux, "198.51.100.8")).contains("Bad handshake");
            assertThat(query(mux, "SELECT 40 + 2")).isEqualTo("42\n");
        }
    }

    /** What the server says to a client at this address that sends no login. */
    private static String badLogin(int mux, String source) throws IOException {
        try (TestClient client = new TestClient(mux, InetAddress.ofLiteral(BALANCER))) {
            client.send("PROXY TCP4 " + source + " 192.0.2.1 51992 3306\r\n");
            assertThat(packet(client)).contains("MariaDB");
            return packet(client.send("\1\0\0\1\0"));
        }
    }

    private static String packet(TestClient client) throws IOException {
        String head = client.read(4);
        return client.read(head.charAt(0) | head.charAt(1) << 8);
    }

    /** How many the server has seen, with this one. */
    private static int connections(int port) throws Exception {
        return Integer.parseInt(query(port, "SHOW STATUS LIKE 'Connections'").replaceAll("\\D", ""));
    }

    /** The client of MariaDB, from 127.0.0.1. */
    private static String query(int port, String sql) throws Exception {
        return run("/usr/bin/mariadb", "--no-defaults", "-h127.0.0.1", "-P" + port, "-uroot", "-NBe", sql);
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
