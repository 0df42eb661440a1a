package dev.portmux.cli.tryout.server;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** The JDK's HTTP server; every answer says which service it comes from. */
public record HttpDemoServer(String name, HttpServer server) implements DemoServer {
    public static DemoServer start(String name) throws IOException {
        // Without it each answer waits 40 ms for the delayed ACK of its header.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        var server = HttpServer.create(new InetSocketAddress(Loopback.ADDRESS, 0), 0);
        var body = "hello from " + name + "\n";
        server.createContext("/", exchange -> {
            try (exchange) {
                var bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
                exchange.sendResponseHeaders(HttpURLConnection.HTTP_OK, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return new HttpDemoServer(name, server);
    }

    @Override
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** The body names the service. */
    static final class Client implements Probe {
        @Override
        public String client() {
            return "java.net.http " + Runtime.version().feature();
        }

        @Override
        public String ask(int port) throws Exception {
            // A client of its own each time, since a kept connection would still be on the route it was accepted with.
            try (var client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Probes.PATIENCE)
                    .build()) {
                var request = HttpRequest.newBuilder(URI.create("http://" + Loopback.HOST + ":" + port + "/"))
                        .timeout(Probes.PATIENCE)
                        .build();
                return client.send(request, BodyHandlers.ofString()).body().strip();
            }
        }
    }
}
