package dev.portmux.sidecar;

import static dev.portmux.sidecar.TestTables.route;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.routes.RoutingTable;
import dev.portmux.sidecar.observe.ConnectionRecord;
import dev.portmux.sidecar.pipeline.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HAProxy and nginx as load balancers. They connect from 127.0.0.3, the only address that is trusted; clients are at 127.0.0.2. */
@Timeout(120)
class LoadBalancersInFrontTest {
    private static final String GET = "GET / HTTP/1.1\r\n\r\n";
    private static final InetAddress CLIENT = InetAddress.ofLiteral("127.0.0.2");

    private final EndedConnections ended = new EndedConnections();

    @TempDir
    private Path folder;

    private TestServer web;
    private TestServer db;
    private Sidecar sidecar;
    private int port;

    @BeforeEach
    void start() throws IOException {
        web = TestServer.echo("web:");
        db = TestServer.echo("db:");
        sidecar = Sidecar.start(
                TestTables.config().table(table("Require")).listener(ended).build());
        port = ServerProcess.freePort();
    }

    @AfterEach
    void stop() throws IOException {
        sidecar.close();
        web.close();
        db.close();
    }

    private RoutingTable table(String mode) {
        String routes = new String(
                TestTables.json(route("web", "{'protocol':'http'}", web.backend()) + ","
                        + route("db", "{'protocol':'mysql'}", db.backend())),
                ISO_8859_1);
        String policy = "'proxyProtocol':{'mode':'" + mode + "','trustedSources':['127.0.0.3/32']},";
        return RoutingTable.parse(routes.replace("\"routes\":", policy.replace('\'', '"') + "\"routes\":")
                .getBytes(ISO_8859_1));
    }

    private ServerProcess haproxy(String flags) throws Exception {
        return ServerProcess.haproxy(
                folder, """
                listen front
                    mode tcp
                    bind 127.0.0.1:%d
                    server mux 127.0.0.1:%d source 127.0.0.3 %s
                """.formatted(port, sidecar.listening().getPort(), flags));
    }

    private ServerProcess nginx() throws Exception {
        return ServerProcess.nginx(
                folder, """
                stream {
                    server {
                        listen 127.0.0.1:%d;
                        proxy_pass 127.0.0.1:%d;
                        proxy_bind 127.0.0.3;
                        proxy_protocol on;
                    }
                }
                """.formatted(port, sidecar.listening().getPort()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"send-proxy", "send-proxy-v2", "send-proxy-v2 proxy-v2-options crc32c,unique-id"})
    void haproxyTellsTheClient(String flags) throws Exception {
        try (ServerProcess _ = haproxy(flags)) {
            speakingAndSilentClientsAreKnown();
        }
    }

    @Test
    void nginxTellsTheClient() throws Exception {
        try (ServerProcess _ = nginx()) {
            speakingAndSilentClientsAreKnown();
        }
    }

    private void speakingAndSilentClientsAreKnown() throws Exception {
        try (TestClient client = new TestClient(port, CLIENT)) {
            assertThat(client.send(GET).read(4 + GET.length())).isEqualTo("web:" + GET);
            client.finish().readAll();
            assertThat(ended.next()).returns("web", ConnectionRecord::route).satisfies(is(client));
        }
        try (TestClient client = new TestClient(port, CLIENT)) {
            assertThat(client.read(3)).isEqualTo("db:");
            assertThat(client.send("login").read(5)).isEqualTo("login");
            client.finish().readAll();
            assertThat(ended.next()).returns("db", ConnectionRecord::route).satisfies(is(client));
        }
    }

    private static ThrowingConsumer<ConnectionRecord> is(TestClient client) {
        return record -> assertThat(record.source()).hasToString("/127.0.0.2:" + client.port());
    }

    @ParameterizedTest
    @ValueSource(strings = {"send-proxy", "send-proxy-v2"})
    void healthChecksReachNoBackend(String flags) throws Exception {
        try (ServerProcess haproxy = haproxy("check inter 20ms check-send-proxy " + flags)) {
            for (int i = 0; i < 10; i++) {
                assertThat(ended.next().result()).isEqualTo(Result.PROBE);
            }
            assertThat(web.accepted() + db.accepted()).isZero();
            assertThat(haproxy.printed()).noneMatch(line -> line.contains("DOWN"));
        }
    }

    @Test
    void fromElsewhereAHeaderIsNotBelieved() throws Exception {
        for (String header : new String[] {"PROXY TCP4 127.0.0.1 127.0.0.1 1 2\r\n", "PROXY UNKNOWN\r\n"}) {
            try (TestClient client = new TestClient(sidecar, CLIENT)) {
                assertThat(client.send(header + GET).readAll()).isEmpty();
                assertThat(ended.next())
                        .returns(Result.UNKNOWN, ConnectionRecord::result)
                        .satisfies(is(client));
            }
        }
        // And through the load balancer: what the client says after the real header is its own.
        try (ServerProcess _ = haproxy("send-proxy-v2");
                TestClient client = new TestClient(port, CLIENT)) {
            assertThat(client.send("PROXY TCP4 127.0.0.1 127.0.0.1 1 2\r\n" + GET)
                            .readAll())
                    .isEmpty();
            assertThat(ended.next())
                    .returns(Result.UNKNOWN, ConnectionRecord::result)
                    .satisfies(is(client));
        }
        assertThat(web.accepted() + db.accepted()).isZero();
    }

    @Test
    void aLoadBalancerThatSendsNoHeaderIsRefused() throws Exception {
        try (ServerProcess _ = haproxy("");
                TestClient client = new TestClient(port, CLIENT)) {
            assertThat(client.send(GET).readAll()).isEmpty();
            assertThat(ended.next().result()).isEqualTo(Result.PROXY_REFUSED);
        }
    }

    @Test
    void aHeaderThatIsHeldBackIsTakenOffWhenItComes() throws Exception {
        sidecar.swap(table("Lazy"));
        try (HoldingBalancer balancer = new HoldingBalancer(sidecar.listening())) {
            port = balancer.port();
            speakingAndSilentClientsAreKnown();
        }
    }
}
