package dev.portmux.operator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code /healthz}: all watches work; {@code /readyz}: the caches are filled; {@code /metrics} for Prometheus. */
final class HealthServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicReference<@Nullable PortMuxOperator> operator = new AtomicReference<>();

    private HealthServer(HttpServer server) {
        this.server = server;
    }

    /** Starts before the operator, whose start may take longer than a liveness probe waits. */
    static HealthServer start(int port, OperatorMetrics metrics) throws IOException {
        HealthServer health = new HealthServer(HttpServer.create(new InetSocketAddress(port), 0));
        health.server.createContext("/healthz", exchange -> health.answer(exchange, true, PortMuxOperator::healthy));
        health.server.createContext("/readyz", exchange -> health.answer(exchange, false, PortMuxOperator::ready));
        health.server.createContext("/metrics", exchange -> send(exchange, 200, metrics.scrape()));
        health.server.setExecutor(health.threads);
        health.server.start();
        return health;
    }

    void serve(PortMuxOperator started) {
        operator.set(started);
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange, boolean whileStarting, Predicate<PortMuxOperator> good)
            throws IOException {
        PortMuxOperator started = operator.get();
        boolean ok = started == null ? whileStarting : good.test(started);
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
