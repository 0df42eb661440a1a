package dev.portmux.apiserver;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A Kubernetes API on a loopback port chosen by the system, over HTTPS with a certificate of its own.
 *
 * <p>What a real API server does and this one does not: it knows no schema, so it neither defaults nor refuses a field;
 * it checks no credentials; and server-side apply replaces lists whole ({@link FieldOwnership}).
 */
public final class EmbeddedApiServer implements AutoCloseable {
    /** Longer than a client's default: here both ends share the machine, with builds and databases that start. */
    private static final int REQUEST_TIMEOUT_MILLIS = 60_000;

    private final HttpsServer server;
    private final ExecutorService threads;
    private final HttpFront front;
    private final String caCertificate;

    private EmbeddedApiServer(HttpsServer server, ExecutorService threads, HttpFront front, String caCertificate) {
        this.server = server;
        this.threads = threads;
        this.front = front;
        this.caCertificate = caCertificate;
    }

    /** Starts the server.
     *
     * @throws IOException if no loopback port can be had
     */
    public static EmbeddedApiServer start() throws IOException {
        // Without it each small answer waits 40 ms for the delayed ACK of its header.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        var certificate = LoopbackCertificate.create();
        var front = new HttpFront(new ApiDispatcher());
        // Platform threads: clients in the same process may keep the few carriers of virtual threads busy.
        var threads = Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("api-", 0).factory());
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.sslContext()));
        server.setExecutor(threads);
        server.createContext("/", front);
        server.start();
        return new EmbeddedApiServer(server, threads, front, certificate.certificatePem());
    }

    public URI url() {
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The certificate to trust, as PEM. */
    public String caCertificate() {
        return caCertificate;
    }

    /** How a fabric8 client reaches this server; watches are HTTP streams because there are no web sockets here. */
    public Config config() {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(url().toString())
                .withCaCertData(Base64.getEncoder().encodeToString(caCertificate.getBytes(StandardCharsets.US_ASCII)))
                .withOauthToken("embedded")
                .withNamespace("default")
                .withOnlyHttpWatches(true)
                .withRequestTimeout(REQUEST_TIMEOUT_MILLIS)
                .build();
    }

    /** Ends all watches and stops. */
    @Override
    public void close() {
        front.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
