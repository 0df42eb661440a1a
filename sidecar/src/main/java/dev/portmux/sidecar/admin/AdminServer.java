package dev.portmux.sidecar.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portmux.sidecar.net.ListenFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** {@code /metrics /healthz /readyz /routes}, on threads of its own: nothing asked here waits for, or holds up, a loop. */
public final class AdminServer implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int BACKLOG = 64;

    public record Reply(int status, String type, String body) {
        static Reply text(int status, String text) {
            return new Reply(status, "text/plain; charset=utf-8", text + "\n");
        }
    }

    private final HttpServer server;
    private final ExecutorService executor;

    /**
     * Binds the address.
     *
     * @throws IOException saying in one sentence why the address cannot be listened on
     */
    public AdminServer(InetSocketAddress address) throws IOException {
        try {
            server = HttpServer.create(address, BACKLOG);
        } catch (IOException e) {
            throw ListenFailure.of(address, e);
        }
        executor = Executors.newFixedThreadPool(
                THREADS, Thread.ofPlatform().name("portmux-admin-", 0).daemon().factory());
        server.setExecutor(executor);
        serve("/healthz", () -> Reply.text(200, "ok"));
    }

    /** Answers GET and HEAD of exactly this path. */
    public void serve(String path, Supplier<Reply> reply) {
        server.createContext(path, exchange -> {
            try (exchange) {
                send(exchange, exchange.getRequestURI().getPath().equals(path) ? method(exchange, reply) : NOT_FOUND);
            }
        });
    }

    private static final Reply NOT_FOUND = Reply.text(404, "not found");

    private static Reply method(HttpExchange exchange, Supplier<Reply> reply) {
        return switch (exchange.getRequestMethod()) {
            case "GET", "HEAD" -> reply.get();
            default -> Reply.text(405, "use GET");
        };
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", reply.type());
        boolean head = exchange.getRequestMethod().equals("HEAD");
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }

    public void start() {
        server.start();
    }

    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
