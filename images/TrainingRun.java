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
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts the sidecar as a pod does, sends a connection through it, asks its admin endpoint, and ends it with SIGTERM. */
record TrainingRun(Path folder, List<String> command) {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    void run() throws IOException, InterruptedException {
        var listen = freeAddress();
        var admin = freeAddress();
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
            var builder = new ProcessBuilder(command).directory(folder.toFile()).inheritIO();
            builder.environment().put("PORTMUX_LISTEN", listen);
            builder.environment().put("PORTMUX_ADMIN", admin);
            builder.environment().put("PORTMUX_ROUTES_FILE", table.toString());
            builder.environment().put("PORTMUX_DRAIN", "1");
            use(builder.start(), listen, admin);
        } finally {
            backend.stop(0);
            Files.delete(table);
        }
    }

    private void use(Process program, String listen, String admin) throws IOException, InterruptedException {
        try {
            awaitReady(program, admin);
            expect("http://" + listen + "/", 204);
            expect("http://" + admin + "/metrics", 200);
            expect("http://" + admin + "/routes", 200);
            program.destroy();
            if (!program.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("still running " + LIMIT.toSeconds() + " s after SIGTERM: " + command);
            }
        } finally {
            program.destroyForcibly();
        }
    }

    private void awaitReady(Process program, String admin) throws InterruptedException {
        var end = Instant.now().plus(LIMIT);
        while (Instant.now().isBefore(end) && program.isAlive()) {
            try {
                if (get("http://" + admin + "/readyz") == 200) return;
            } catch (IOException notYet) {
                // not listening yet
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException("did not become ready (its messages are above): " + command);
    }

    private void expect(String uri, int status) throws IOException, InterruptedException {
        int got = get(uri);
        if (got != status) throw new IllegalStateException(uri + " answered " + got + " (expected: " + status + ")");
    }

    private int get(String uri) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(uri)).timeout(LIMIT).build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static String freeAddress() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }
}
