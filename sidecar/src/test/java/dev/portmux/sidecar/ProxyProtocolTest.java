package dev.portmux.sidecar;

import static dev.portmux.sidecar.TestTables.route;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portmux.routes.RoutingTable;
import dev.portmux.sidecar.observe.ConnectionRecord;
import dev.portmux.sidecar.pipeline.Result;
import java.io.IOException;
import java.net.SocketException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers of load balancers, and clients without one. */
class ProxyProtocolTest {
    private static final String HEADER = "PROXY TCP4 203.0.113.9 10.0.0.7 51992 443\r\n";
    private static final String GET = "GET / HTTP/1.1\r\n\r\n";

    private final EndedConnections ended = new EndedConnections();
    private TestServer web;
    private TestServer db;

    @BeforeEach
    void startServers() throws IOException {
        web = TestServer.echo("web:");
        db = TestServer.echo("db:");
    }

    @AfterEach
    void stopServers() throws IOException {
        web.close();
        db.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Require", "Lazy", "Optional"})
    void theHeaderIsTakenOffAndNamesTheSource(String mode) throws Exception {
        try (Sidecar sidecar = start(mode, "127.0.0.0/8");
                TestClient client = new TestClient(sidecar)) {
            client.send(HEADER + GET);
            assertThat(client.read(4 + GET.length())).isEqualTo("web:" + GET);
            client.finish().readAll();
            assertThat(ended.next().source()).hasToString("/203.0.113.9:51992");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyCutIsTheSame(boolean nativeSockets) throws Exception {
        String all = HEADER + GET;
        try (Sidecar sidecar = start("Require", "127.0.0.0/8", nativeSockets)) {
            for (int cut = 1; cut < all.length(); cut++) {
                try (TestClient client = new TestClient(sidecar)) {
                    client.send(all.substring(0, cut)).send(all.substring(cut));
                    assertThat(client.read(4 + GET.length())).isEqualTo("web:" + GET);
                    assertThat(client.finish().readAll()).isEmpty();
                }
                ConnectionRecord record = ended.next();
                assertThat(record.bytesIn()).isEqualTo(GET.length());
                assertThat(record.detectionBytes()).isBetween(1, GET.length());
            }
        }
    }

    @Test
    void rulesBySourceUseTheHeader() throws Exception {
        try (Sidecar sidecar = Sidecar.start(config(
                        policy("Require", "127.0.0.0/8"),
                        route("far", "{'protocol':'http'}", db.backend())
                                        .replace("'backends'", "'from':['198.51.100.0/24'],'backends'")
                                + "," + route("near", "{'protocol':'http'}", web.backend()))
                .build())) {
            try (TestClient client = new TestClient(sidecar)) {
                assertThat(client.send(HEADER + GET).read(4)).isEqualTo("web:");
            }
            try (TestClient client = new TestClient(sidecar)) {
                assertThat(client.send(HEADER.replace("203.0.113.9", "198.51.100.9") + GET)
                                .read(3))
                        .isEqualTo("db:");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Require", "Lazy"})
    void withoutAHeaderTheConnectionIsReset(String mode) throws Exception {
        try (Sidecar sidecar = start(mode, "127.0.0.0/8");
                TestClient client = new TestClient(sidecar)) {
            client.send(GET);
            assertThatThrownBy(client::readAll).isInstanceOf(SocketException.class);
            assertThat(ended.next().result()).isEqualTo(Result.PROXY_REFUSED);
            assertThat(web.accepted()).isZero();
        }
    }

    @Test
    void anOptionalHeaderMayBeMissing() throws Exception {
        try (Sidecar sidecar = start("Optional", "127.0.0.0/8");
                TestClient client = new TestClient(sidecar)) {
            assertThat(client.send(GET).read(4 + GET.length())).isEqualTo("web:" + GET);
        }
    }

    @Test
    void aSourceThatIsNotTrustedIsAClient() throws Exception {
        try (Sidecar sidecar = start("Require", "10.0.0.0/8")) {
            try (TestClient client = new TestClient(sidecar)) {
                assertThat(client.send(GET).read(4)).isEqualTo("web:");
            }
            ended.next();
            try (TestClient client = new TestClient(sidecar)) {
                assertThat(client.send(HEADER + GET).readAll()).isEmpty();
            }
            assertThat(ended.next().result()).isEqualTo(Result.UNKNOWN);
        }
    }

    @Test
    void aSecondHeaderIsOfTheClient() throws Exception {
        try (Sidecar sidecar = start("Require", "127.0.0.0/8");
                TestClient client = new TestClient(sidecar)) {
            assertThat(client.send(HEADER + HEADER + GET).readAll()).isEmpty();
            assertThat(ended.next().result()).isEqualTo(Result.UNKNOWN);
        }
    }

    @Test
    void afterTheHeaderTheSilentAreWaitedFor() throws Exception {
        try (Sidecar sidecar = start("Require", "127.0.0.0/8");
                TestClient client = new TestClient(sidecar)) {
            assertThat(client.send(HEADER).read(3)).isEqualTo("db:");
            assertThat(client.send("login").read(5)).isEqualTo("login");
        }
        assertThat(ended.next().source()).hasToString("/203.0.113.9:51992");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Lazy", "Optional"})
    void aHeaderThatComesWithTheFirstBytesIsTakenOffToo(String mode) throws Exception {
        for (int cut = 1; cut < HEADER.length() + 5; cut += 7) {
            String said = HEADER + "login";
            try (Sidecar sidecar = start(mode, "127.0.0.0/8");
                    TestClient client = new TestClient(sidecar)) {
                assertThat(client.read(3)).isEqualTo("db:");
                client.send(said.substring(0, cut)).send(said.substring(cut));
                assertThat(client.read(5)).isEqualTo("login");
                assertThat(client.finish().readAll()).isEmpty();
            }
            ConnectionRecord record = ended.next();
            assertThat(record.source()).hasToString("/203.0.113.9:51992");
            assertThat(record.result()).isEqualTo(Result.SILENCE);
        }
    }

    @Test
    void aLazyOneMustComeAtLast() throws Exception {
        try (Sidecar sidecar = start("Lazy", "127.0.0.0/8");
                TestClient client = new TestClient(sidecar)) {
            assertThat(client.read(3)).isEqualTo("db:");
            client.send("login");
            assertThatThrownBy(client::readAll).isInstanceOf(SocketException.class);
            assertThat(ended.next().result()).isEqualTo(Result.RESET);
        }
    }

    @Test
    void anOptionalOneNeedNotCome() throws Exception {
        try (Sidecar sidecar = start("Optional", "127.0.0.0/8");
                TestClient client = new TestClient(sidecar)) {
            assertThat(client.read(3)).isEqualTo("db:");
            assertThat(client.send("PROXY!").read(6)).isEqualTo("PROXY!");
        }
    }

    @Test
    void probesReachNoBackend() throws Exception {
        try (Sidecar sidecar = start("Require", "127.0.0.0/8")) {
            new TestClient(sidecar).close();
            assertThat(ended.next().result()).isEqualTo(Result.PROBE);
            try (TestClient client = new TestClient(sidecar)) {
                assertThat(client.send("PROXY UNKNOWN\r\n").finish().readAll()).isEmpty();
            }
            assertThat(ended.next().result()).isEqualTo(Result.PROBE);
            try (TestClient client = new TestClient(sidecar)) {
                assertThat(client.send("PROXY UNKNOWN\r\n").readAll()).isEmpty(); // at the deadline
            }
            assertThat(ended.next().result()).isEqualTo(Result.PROBE);
            assertThat(db.accepted()).isZero();
        }
    }

    @Test
    void limitsCountTheSourceOfTheHeader() throws Exception {
        String policy = policy("Require", "127.0.0.0/8") + ",'limits':{'connectionsPerSource':1}";
        try (Sidecar sidecar = Sidecar.start(config(policy, route("web", "{'protocol':'http'}", web.backend()))
                        .build());
                TestClient first = new TestClient(sidecar)) {
            assertThat(first.send(HEADER + GET).read(4)).isEqualTo("web:");
            try (TestClient second = new TestClient(sidecar)) {
                second.send(HEADER + GET);
                assertThatThrownBy(second::readAll).isInstanceOf(SocketException.class);
                assertThat(TestClient.admin(sidecar, "/stats").body()).contains("\"limited\":1");
            }
            try (TestClient other = new TestClient(sidecar)) {
                assertThat(other.send(HEADER.replace("113.9", "113.8") + GET).read(4))
                        .isEqualTo("web:");
            }
        }
    }

    private Sidecar start(String mode, String trusted) throws IOException {
        return start(mode, trusted, true);
    }

    private Sidecar start(String mode, String trusted, boolean nativeSockets) throws IOException {
        return Sidecar.start(config(
                        policy(mode, trusted),
                        route("web", "{'protocol':'http'}", web.backend()) + ","
                                + route("db", "{'protocol':'mysql'}", db.backend()))
                .nativeSockets(nativeSockets)
                .build());
    }

    private static String policy(String mode, String trusted) {
        return "'proxyProtocol':{'mode':'" + mode + "','trustedSources':['" + trusted + "']}";
    }

    private SidecarConfig.Builder config(String policy, String routes) {
        String json = new String(TestTables.json(routes), ISO_8859_1)
                .replace("\"routes\":", policy.replace('\'', '"') + ",\"routes\":");
        return TestTables.config()
                .table(RoutingTable.parse(json.getBytes(ISO_8859_1)))
                .listener(ended);
    }
}
