package dev.portmux.operator.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** {@code /healthz}: all watches work; {@code /readyz}: the caches are filled; {@code /metrics} for Prometheus. */
public final class HealthServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** A process that is still starting is healthy and not ready. */
    private volatile BooleanSupplier healthy = () -> true;

    private volatile BooleanSupplier ready = () -> false;

    private HealthServer(HttpServer server) {
        this.server = server;
    }

    /** Starts before the operator, whose start may take longer than a liveness probe waits. Port 0: a free one. */
    public static HealthServer start(int port, OperatorMetrics metrics) throws IOException {
        HealthServer health = new HealthServer(HttpServer.create(new InetSocketAddress(port), 0));
        health.server.createContext("/healthz", exchange -> answer(exchange, health.healthy));
        health.server.createContext("/readyz", exchange -> answer(exchange, health.ready));
        health.server.createContext("/metrics", exchange -> send(exchange, 200, metrics.scrape()));
        health.server.setExecutor(health.threads);
        health.server.start();
        return health;
    }

    /** Asks the operator, which has started, from now on. */
    public void ask(BooleanSupplier isHealthy, BooleanSupplier isReady) {
        healthy = isHealthy;
        ready = isReady;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, BooleanSupplier good) throws IOException {
        boolean ok = good.getAsBoolean();
        send(exchange, ok ? 200 : 503, ok ? "ok\n" : "not ok\n");
    }

    private static void send(HttpExchange exchange, int code, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(code, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
