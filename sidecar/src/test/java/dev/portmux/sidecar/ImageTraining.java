package dev.portmux.sidecar;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * Uses a sidecar as a pod does while the JVM records what it loads: starts it with the command line given, sends a
 * connection through it, reads its admin endpoint, and ends it with SIGTERM. {@code images/Program.java} runs this.
 */
final class ImageTraining {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final String listen = freeAddress();
    private final String admin = freeAddress();

    private ImageTraining() throws IOException {}

    public static void main(String[] command) throws IOException, InterruptedException {
        var backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        backend.createContext("/", exchange -> exchange.sendResponseHeaders(204, -1));
        backend.start();
        var table = Files.createTempFile("portmux-training", ".json");
        try {
            Files.writeString(table, """
                    {"version":1,"timing":{"silenceMs":500,"deadlineMs":10000,"holdMs":300},"routes":[
                     {"name":"web","match":{"protocol":"http"},"backends":["127.0.0.1:%d"]},
                     {"name":"git","match":{"protocol":"ssh"},"backends":[]}]}
                    """.formatted(backend.getAddress().getPort()));
            new ImageTraining().run(List.of(command), table);
        } finally {
            backend.stop(0);
            Files.delete(table);
        }
    }

    private void run(List<String> command, Path table) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("PORTMUX_LISTEN", listen);
        builder.environment().put("PORTMUX_ADMIN", admin);
        builder.environment().put("PORTMUX_ROUTES_FILE", table.toString());
        // The client above keeps its connection.
        builder.environment().put("PORTMUX_DRAIN", "1");
        var sidecar = builder.start();
        try {
            Awaitility.await()
                    .atMost(LIMIT)
                    .failFast("the sidecar ended", () -> !sidecar.isAlive())
                    .ignoreExceptions()
                    .until(() -> status("http://" + admin + "/readyz") == 200);
            expect("http://" + listen + "/", 204);
            expect("http://" + admin + "/metrics", 200);
            expect("http://" + admin + "/routes", 200);
            sidecar.destroy();
            if (!sidecar.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the sidecar still runs " + LIMIT.toSeconds() + " s after SIGTERM");
            }
        } finally {
            sidecar.destroyForcibly();
        }
    }

    private void expect(String uri, int status) throws IOException, InterruptedException {
        int got = status(uri);
        if (got != status) {
            throw new IllegalStateException(uri + " answered " + got + " (expected: " + status + ")");
        }
    }

    private int status(String uri) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(uri)).timeout(LIMIT).build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static String freeAddress() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }
}
