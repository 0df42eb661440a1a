package dev.portmux.sidecar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.routes.RoutingTable;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a backend that asks for a PROXY header gets before the bytes of the client; read with Netty's codec. */
class BackendHeaderTest {
    private static final String GET = "GET / HTTP/1.1\r\n\r\n";

    /** A backend that keeps the header of each connection, and echoes what follows. */
    private static final class HeaderServer implements AutoCloseable {
        private final BlockingQueue<HAProxyMessage> headers = new LinkedBlockingQueue<>();
        private final TestServer server = new TestServer(client -> {
            EmbeddedChannel netty = new EmbeddedChannel(new HAProxyMessageDecoder());
            InputStream in = client.getInputStream();
            HAProxyMessage header = null;
            while (header == null) {
                int next = in.read();
                if (next < 0) {
                    return;
                }
                netty.writeInbound(Unpooled.wrappedBuffer(new byte[] {(byte) next}));
                header = netty.readInbound();
            }
            headers.add(header);
            client.getOutputStream().write("db:".getBytes(ISO_8859_1));
            in.transferTo(client.getOutputStream());
        });

        HeaderServer() throws java.io.IOException {}

        HAProxyMessage next() throws InterruptedException {
            HAProxyMessage header = headers.poll(10, TimeUnit.SECONDS);
            assertThat(header).isNotNull();
            return header;
        }

        @Override
        public void close() throws java.io.IOException {
            server.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"V1,true", "V2,true", "V1,false", "V2,false"})
    void itNamesTheClient(String version, boolean nativeSockets) throws Exception {
        try (HeaderServer server = new HeaderServer();
                Sidecar sidecar = start("", version, "{'protocol':'http'}", server.server.backend(), nativeSockets);
                TestClient client = new TestClient(sidecar)) {
            assertThat(client.send(GET).read(3 + GET.length())).isEqualTo("db:" + GET);
            HAProxyMessage header = server.next();
            assertThat(header.sourceAddress()).isEqualTo("127.0.0.1");
            assertThat(header.sourcePort()).isEqualTo(client.port());
            assertThat(header.destinationPort()).isEqualTo(sidecar.listening().getPort());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSilentClientsBackendGetsItToo(boolean nativeSockets) throws Exception {
        try (HeaderServer server = new HeaderServer();
                Sidecar sidecar = start("", "V2", "{'protocol':'mysql'}", server.server.backend(), nativeSockets);
                TestClient client = new TestClient(sidecar)) {
            assertThat(client.read(3)).isEqualTo("db:");
            assertThat(server.next().sourcePort()).isEqualTo(client.port());
            assertThat(client.send("login").read(5)).isEqualTo("login");
        }
    }

    @Test
    void itPassesOnTheHeaderOfALoadBalancer() throws Exception {
        String policy = "'proxyProtocol':{'mode':'Require','trustedSources':['127.0.0.0/8']},";
        try (HeaderServer server = new HeaderServer();
                Sidecar sidecar = start(policy, "V1", "{'protocol':'http'}", server.server.backend(), true);
                TestClient client = new TestClient(sidecar)) {
            client.send("PROXY TCP6 2001:db8::9 fd00::7 51992 443\r\n" + GET);
            assertThat(client.read(3)).isEqualTo("db:");
            HAProxyMessage header = server.next();
            assertThat(InetAddress.ofLiteral(header.sourceAddress())).isEqualTo(InetAddress.ofLiteral("2001:db8::9"));
            assertThat(header.sourcePort()).isEqualTo(51992);
            assertThat(header.destinationPort()).isEqualTo(443);
        }
    }

    @Test
    void itIsALocalOneWhileTheClientIsUnknown() throws Exception {
        String policy = "'proxyProtocol':{'mode':'Lazy','trustedSources':['127.0.0.0/8']},";
        try (HeaderServer server = new HeaderServer();
                Sidecar sidecar = start(policy, "V2", "{'protocol':'mysql'}", server.server.backend(), true);
                TestClient client = new TestClient(sidecar)) {
            assertThat(client.read(3)).isEqualTo("db:");
            assertThat(server.next().command()).isEqualTo(HAProxyCommand.LOCAL);
            client.send("PROXY TCP4 203.0.113.9 10.0.0.7 51992 443\r\nlogin");
            assertThat(client.read(5)).isEqualTo("login");
        }
    }

    @Test
    void itTellsTheServerNameAndTheProtocol() throws Exception {
        try (HeaderServer server = new HeaderServer();
                Sidecar sidecar = start("", "V2", "{'protocol':'tls'}", server.server.backend(), true);
                SSLSocket client = (SSLSocket) SSLContext.getDefault()
                        .getSocketFactory()
                        .createSocket(
                                sidecar.listening().getAddress(),
                                sidecar.listening().getPort())) {
            SSLParameters parameters = client.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName("db.example.com")));
            client.setSSLParameters(parameters);
            Thread.ofVirtual().start(() -> {
                try {
                    client.startHandshake(); // nobody answers
                } catch (java.io.IOException e) {
                    // closed
                }
            });
            HAProxyMessage header = server.next();
            assertThat(header.tlvs())
                    .extracting(tlv -> Integer.toHexString(tlv.typeByteValue() & 0xff) + "="
                            + tlv.content().toString(ISO_8859_1))
                    .containsExactly("2=db.example.com", "e0=tls");
        }
    }

    @Test
    void theNextBackendGetsItsOwn() throws Exception {
        String nobody;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = "127.0.0.1:" + closed.getLocalPort();
        }
        try (HeaderServer server = new HeaderServer();
                Sidecar sidecar =
                        start("", "V2", "{'protocol':'http'}", nobody + "','" + server.server.backend(), true)) {
            for (int i = 0; i < 4; i++) {
                try (TestClient client = new TestClient(sidecar)) {
                    assertThat(client.send(GET).read(3 + GET.length())).isEqualTo("db:" + GET);
                    assertThat(server.next().sourcePort()).isEqualTo(client.port());
                }
            }
            assertThat(server.headers).isEmpty();
        }
    }

    private static Sidecar start(String policy, String version, String match, String backends, boolean nativeSockets)
            throws Exception {
        String json = "{'version':1,'timing':{'silenceMs':100,'deadlineMs':2000,'holdMs':50}," + policy
                + "'routes':[{'name':'db','match':" + match + ",'groups':[{'weight':1,'proxyProtocol':'" + version
                + "','backends':['" + backends + "']}]}]}";
        return Sidecar.start(TestTables.config()
                .table(RoutingTable.parse(json.replace('\'', '"').getBytes(ISO_8859_1)))
                .nativeSockets(nativeSockets)
                .build());
    }
}
