package dev.portmux.sidecar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portmux.routes.RoutingTable;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HAProxy and nginx as backends that want a PROXY header: they answer with the address in it, and log it. */
@Timeout(120)
class BackendsThatReadHeadersTest {
    private static final String GET = "GET / HTTP/1.0\r\n\r\n";
    private static final InetAddress CLIENT = InetAddress.ofLiteral("127.0.0.2");

    @TempDir
    private Path folder;

    private int port;

    @BeforeEach
    void choosePort() throws IOException {
        port = ServerProcess.freePort();
    }

    private ServerProcess haproxy() throws Exception {
        return ServerProcess.haproxy(folder, """
                frontend web
                    mode http
                    bind 127.0.0.1:PORT accept-proxy
                    log-format "client %ci:%cp"
                    http-request return status 200 content-type text/plain lf-string "%[src]:%[src_port]"
                """.replace("PORT", Integer.toString(port)));
    }

    private ServerProcess nginx() throws Exception {
        return ServerProcess.nginx(folder, """
                http {
                    log_format client 'client $proxy_protocol_addr:$proxy_protocol_port';
                    access_log /dev/stdout client;
                    server {
                        listen 127.0.0.1:PORT proxy_protocol;
                        return 200 $proxy_protocol_addr:$proxy_protocol_port;
                    }
                }
                """.replace("PORT", Integer.toString(port)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"V1", "V2"})
    void haproxySeesTheClient(String version) throws Exception {
        try (ServerProcess haproxy = haproxy();
                Sidecar sidecar = sidecar("", version, "http")) {
            isSeen(haproxy, sidecar.listening().getPort());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"V1", "V2"})
    void nginxSeesTheClient(String version) throws Exception {
        try (ServerProcess nginx = nginx();
                Sidecar sidecar = sidecar("", version, "http")) {
            isSeen(nginx, sidecar.listening().getPort());
        }
    }

    /** Client, HAProxy, sidecar, nginx. */
    @Test
    void theHeaderOfALoadBalancerIsPassedOn() throws Exception {
        int front = ServerProcess.freePort();
        try (ServerProcess nginx = nginx();
                Sidecar sidecar =
                        sidecar("'proxyProtocol':{'mode':'Require','trustedSources':['127.0.0.1/32']},", "V1", "http");
                ServerProcess _ = ServerProcess.haproxy(
                        folder, """
                        listen front
                            mode tcp
                            bind 127.0.0.1:%d
                            server mux 127.0.0.1:%d send-proxy-v2
                        """.formatted(front, sidecar.listening().getPort()))) {
            isSeen(nginx, front);
        }
    }

    private static void isSeen(ServerProcess server, int port) throws Exception {
        try (TestClient client = new TestClient(port, CLIENT)) {
            String address = "127.0.0.2:" + client.port();
            assertThat(client.send(GET).readAll()).endsWith("\r\n\r\n" + address);
            assertThat(server.await("client ")).endsWith("client " + address);
        }
    }

    @Test
    void haproxySeesTheServerName() throws Exception {
        try (ServerProcess haproxy = ServerProcess.haproxy(folder, """
                        frontend names
                            mode tcp
                            bind 127.0.0.1:PORT accept-proxy
                            log-format "client %ci:%cp wants %[fc_pp_authority]"
                            tcp-request content reject
                        """.replace("PORT", Integer.toString(port)));
                Sidecar sidecar = sidecar("", "V2", "tls");
                SSLSocket client = (SSLSocket) SSLContext.getDefault()
                        .getSocketFactory()
                        .createSocket(
                                InetAddress.getLoopbackAddress(),
                                sidecar.listening().getPort(),
                                CLIENT,
                                0)) {
            SSLParameters parameters = client.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName("db.example.com")));
            client.setSSLParameters(parameters);
            assertThatThrownBy(client::startHandshake).isInstanceOf(IOException.class);
            assertThat(haproxy.await("client "))
                    .endsWith("client 127.0.0.2:" + client.getLocalPort() + " wants db.example.com");
        }
    }

    private Sidecar sidecar(String policy, String version, String protocol) throws IOException {
        String json = "{'version':1,'timing':{'silenceMs':100,'deadlineMs':2000,'holdMs':50}," + policy
                + "'routes':[{'name':'web','match':{'protocol':'" + protocol
                + "'},'groups':[{'weight':1,'proxyProtocol':'"
                + version + "','backends':['127.0.0.1:" + port + "']}]}]}";
        return Sidecar.start(TestTables.config()
                .table(RoutingTable.parse(json.replace('\'', '"').getBytes(ISO_8859_1)))
                .build());
    }
}
