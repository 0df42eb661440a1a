package dev.portmux.sidecar;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.portmux.apiserver.LoopbackCertificate;
import dev.portmux.sidecar.kube.ConfigMapRef;
import dev.portmux.sidecar.kube.KubeApi;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** A Kubernetes API that answers what a test says, in the order in which it says so. */
public final class FakeApi implements AutoCloseable {
    /** An answer; an event stays open for the next one, unless it is the last of its watch. */
    record Answer(int status, List<String> pieces) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    final List<String> queries = new CopyOnWriteArrayList<>();
    final List<String> tokens = new CopyOnWriteArrayList<>();
    private final Path folder;

    public FakeApi(Path folder) throws IOException {
        this(folder, HttpServer.create(TestTables.ANY_PORT, 0), "");
    }

    /** Over TLS, as the sidecar's process asks it; the folder is its service account. */
    static FakeApi https(Path folder) throws Exception {
        LoopbackCertificate certificate = LoopbackCertificate.create();
        HttpsServer server = HttpsServer.create(TestTables.ANY_PORT, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.sslContext()));
        return new FakeApi(folder, server, certificate.certificatePem());
    }

    private FakeApi(Path folder, HttpServer server, String authority) throws IOException {
        this.folder = folder;
        this.server = server;
        Files.writeString(folder.resolve("ca.crt"), authority);
        token("first");
        server.setExecutor(threads);
        server.createContext("/api/v1/namespaces/shop/configmaps", this::answer);
        server.start();
    }

    void token(String token) throws IOException {
        Files.writeString(folder.resolve("token"), token);
    }

    int port() {
        return server.getAddress().getPort();
    }

    public ConfigMapRef ref() {
        URI uri = URI.create("http://127.0.0.1:" + port());
        return new ConfigMapRef(
                new KubeApi(uri, folder.resolve("ca.crt"), folder.resolve("token")), "shop", "edge-routes");
    }

    public FakeApi list(int version, String data) {
        return answer(
                200,
                "{\"kind\":\"ConfigMapList\",\"metadata\":{\"resourceVersion\":\"%d\"},\"items\":[%s]}"
                        .formatted(version, object(version, data)));
    }

    /** A watch that says this, in pieces, and ends. */
    public FakeApi watch(String... pieces) {
        answers.add(new Answer(200, List.of(pieces)));
        return this;
    }

    public FakeApi answer(int status, String body) {
        answers.add(new Answer(status, List.of(body)));
        return this;
    }

    public static String event(String type, int version, String data) {
        return "{\"type\":\"%s\",\"object\":%s}\n".formatted(type, object(version, data));
    }

    public static String error(int code) {
        return "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"metadata\":{},\"code\":%d,\"message\":\"no\"}}\n"
                .formatted(code);
    }

    private static String object(int version, String data) {
        return ("{\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"edge-routes\",\"labels\":{\"a\":\"b\"},"
                        + "\"resourceVersion\":\"%d\"},\"data\":{\"routes.json\":\"%s\"}}")
                .formatted(version, data.replace("\"", "\\\""));
    }

    private void answer(HttpExchange exchange) throws IOException {
        queries.add(exchange.getRequestURI().getRawQuery());
        tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
        try (exchange) {
            Answer answer = answers.take();
            exchange.sendResponseHeaders(answer.status(), 0);
            OutputStream body = exchange.getResponseBody();
            for (String piece : answer.pieces()) {
                body.write(piece.getBytes(StandardCharsets.UTF_8));
                body.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
