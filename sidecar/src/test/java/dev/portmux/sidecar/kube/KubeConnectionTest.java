package dev.portmux.sidecar.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.portmux.apiserver.EmbeddedApiServer;
import dev.portmux.apiserver.LoopbackCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a connection to the API ends, and whom it trusts. */
@Timeout(60)
class KubeConnectionTest {
    private static final URI TARGET = URI.create("/api/v1/namespaces/shop/configmaps");
    private static final Duration LONG = Duration.ofSeconds(50);

    @TempDir
    private Path folder;

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

    KubeConnectionTest() throws IOException {}

    private KubeConnection connect(Duration longest) throws IOException {
        return new KubeConnection(URI.create("http://127.0.0.1:" + server.getLocalPort()), Optional.empty(), longest);
    }

    @Test
    void asksForOneAnswer() throws Exception {
        Socket api;
        try (KubeConnection connection = connect(LONG)) {
            api = server.accept();
            api.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\nbody".getBytes(StandardCharsets.US_ASCII));
            api.shutdownOutput();
            assertThat(connection.get(TARGET, "secret").body()).hasContent("body");
        }
        try (api) {
            assertThat(new String(api.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("GET /api/v1/namespaces/shop/configmaps HTTP/1.1\r\nHost: 127.0.0.1:")
                    .contains("\r\nAuthorization: Bearer secret\r\nConnection: close\r\n")
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void endsAtItsDeadlineHoweverManyBytesCome() throws Exception {
        try (KubeConnection connection = connect(Duration.ofSeconds(1));
                Socket api = server.accept()) {
            Thread.ofVirtual().start(() -> trickle(api));
            assertThatThrownBy(
                            () -> connection.get(TARGET, "secret").body().transferTo(OutputStream.nullOutputStream()))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessage("no complete answer within 1 s");
        }
    }

    private static void trickle(Socket api) {
        try {
            api.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                api.getOutputStream().write('x');
                Thread.sleep(10);
            }
        } catch (IOException | InterruptedException e) {
            // the other side has ended it
        }
    }

    @Test
    void endsWhenItsThreadIsInterrupted() throws Exception {
        try (KubeConnection connection = connect(LONG);
                Socket api = server.accept()) {
            CompletableFuture<Throwable> end = new CompletableFuture<>();
            Thread reader = Thread.ofPlatform().start(() -> {
                try {
                    end.complete(new IllegalStateException("answered " + connection.get(TARGET, "secret")));
                } catch (IOException e) {
                    end.complete(e);
                }
            });
            assertThat(api.getInputStream().read()).isEqualTo('G');
            reader.interrupt();
            assertThat(end.get()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void trustsTheGivenAuthorityAlone() throws Exception {
        try (EmbeddedApiServer api = EmbeddedApiServer.start()) {
            assertThat(list(api.url(), api.caCertificate())).isEmpty();
            String other = LoopbackCertificate.create().certificatePem();
            assertThatThrownBy(() -> list(api.url(), other))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("PKIX path");
        }
    }

    @Test
    void refusesACertificateForAnotherAddress() throws Exception {
        LoopbackCertificate certificate = LoopbackCertificate.create();
        InetSocketAddress elsewhere = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), 0);
        HttpsServer api = HttpsServer.create(elsewhere, 0);
        api.setHttpsConfigurator(new HttpsConfigurator(certificate.sslContext()));
        api.start();
        try {
            URI url = URI.create("https://127.0.0.2:" + api.getAddress().getPort());
            assertThatThrownBy(() -> list(url, certificate.certificatePem()))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("127.0.0.2");
        } finally {
            api.stop(0);
        }
    }

    private Optional<KubeConfigMap> list(URI url, String authority) throws IOException {
        KubeApi api = new KubeApi(
                url,
                Files.writeString(folder.resolve("ca.crt"), authority),
                Files.writeString(folder.resolve("token"), "secret"));
        return new KubeClient(api)
                .list(new ConfigMapRef(api, "shop", "edge-routes"))
                .configMap();
    }
}
