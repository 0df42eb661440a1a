package dev.portmux.sidecar;

import static dev.portmux.sidecar.TestTables.json;
import static dev.portmux.sidecar.TestTables.route;

import com.sun.net.httpserver.HttpServer;
import dev.portmux.apiserver.EmbeddedApiServer;
import dev.portmux.routes.RoutingTable;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * Uses a sidecar as a pod does while the JVM records what it loads: starts it with the command line given, sends a
 * connection through it, changes its table through a watched ConfigMap, reads its admin endpoint, and ends it with SIGTERM.
 * {@code images/Program.java} runs this. What is left out here is loaded by every pod from its jars: the watch alone is
 * 1,000 classes.
 */
final class ImageTraining {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String LISTEN = freeAddress();
    private static final String ADMIN = freeAddress();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private ImageTraining() {}

    public static void main(String[] command) throws IOException, InterruptedException {
        var backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        backend.createContext("/", exchange -> exchange.sendResponseHeaders(204, -1));
        backend.start();
        var to = "127.0.0.1:" + backend.getAddress().getPort();
        var first = json(routes(to));
        var second = json(routes(to).replace("cache", "store"));
        var folder = Files.createTempDirectory("portmux-training");
        try (var api = EmbeddedApiServer.start();
                var cluster =
                        new KubernetesClientBuilder().withConfig(api.config()).build()) {
            cluster.resource(configMap(first)).create();
            var sidecar = start(List.of(command), folder, first, api);
            try {
                use(sidecar, cluster, second);
            } finally {
                sidecar.destroyForcibly();
            }
        } finally {
            backend.stop(0);
        }
        System.exit(0); // clients of the API leave threads behind
    }

    /** Every kind of match. */
    private static String routes(String to) {
        return String.join(
                ",",
                route("api", "{'tls':{'serverNames':['api.example.com'],'alpn':['h2']}}", to),
                route("rpc", "{'grpc':{}}", to),
                route("shop", "{'http':{'hosts':['shop.example.com'],'pathPrefixes':['/buy'],'methods':['GET']}}", to),
                route("web", "{'protocol':'http'}", to),
                route("orders", "{'postgresql':{'databases':['orders']}}", to),
                route("cache", "{'protocol':'redis'}", to),
                route("git", "{'protocol':'ssh'}", ""),
                route("old", "{'payload':[{'offset':0,'hex':['534f4d45']}]}", to),
                route("odd", "{'regex':'ODD[0-9]'}", to),
                route("db", "{'protocol':'mysql'}", to));
    }

    private static Process start(List<String> command, Path folder, byte[] table, EmbeddedApiServer api)
            throws IOException {
        Files.writeString(folder.resolve("ca.crt"), api.caCertificate());
        Files.writeString(folder.resolve("token"), "token");
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment()
                .putAll(Map.of(
                        "PORTMUX_LISTEN",
                        LISTEN,
                        "PORTMUX_ADMIN",
                        ADMIN,
                        "PORTMUX_ROUTES_FILE",
                        Files.write(folder.resolve("routes.json"), table).toString(),
                        "PORTMUX_ROUTES_CONFIGMAP",
                        "shop/edge-routes",
                        "PORTMUX_SERVICE_ACCOUNT",
                        folder.toString(),
                        "KUBERNETES_SERVICE_HOST",
                        api.url().getHost(),
                        "KUBERNETES_SERVICE_PORT",
                        Integer.toString(api.url().getPort()),
                        "PORTMUX_DRAIN",
                        "1")); // the client above keeps its connection
        return builder.start();
    }

    private static void use(Process sidecar, KubernetesClient cluster, byte[] table) throws InterruptedException {
        await(sidecar, "/readyz", "");
        get("http://" + LISTEN + "/");
        get("http://" + ADMIN + "/healthz");
        get("http://" + ADMIN + "/metrics");
        get("http://" + ADMIN + "/stats");
        cluster.resource(configMap(table)).update();
        await(sidecar, "/routes", RoutingTable.parse(table).hash());
        sidecar.destroy();
        if (!sidecar.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the sidecar still runs " + LIMIT.toSeconds() + " s after SIGTERM");
        }
    }

    private static ConfigMap configMap(byte[] table) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName("edge-routes")
                .withNamespace("shop")
                .endMetadata()
                .addToData("routes.json", new String(table, StandardCharsets.UTF_8))
                .build();
    }

    private static void await(Process sidecar, String path, String expected) {
        Awaitility.await()
                .atMost(LIMIT)
                .failFast("the sidecar ended", () -> !sidecar.isAlive())
                .ignoreExceptions()
                .until(() -> get("http://" + ADMIN + path).contains(expected));
    }

    private static String get(String uri) {
        try {
            var request = HttpRequest.newBuilder(URI.create(uri)).timeout(LIMIT).build();
            var answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(uri + " answered " + answer.statusCode() + " (expected: 2xx)");
            }
            return answer.body();
        } catch (IOException e) {
            throw new IllegalStateException(uri + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String freeAddress() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
