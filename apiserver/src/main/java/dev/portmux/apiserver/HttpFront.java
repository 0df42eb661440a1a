package dev.portmux.apiserver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.Headers;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** HTTP to the dispatcher's own request and response, and its watches as chunked streams of one JSON event a line. */
final class HttpFront implements HttpHandler, AutoCloseable {
    private final ApiDispatcher dispatcher;
    private final PodProxy pods;
    private final Set<WatchStream> watches = ConcurrentHashMap.newKeySet();

    HttpFront(ApiDispatcher dispatcher) {
        this.dispatcher = dispatcher;
        pods = new PodProxy(dispatcher::handleGet);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if ("websocket".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Upgrade"))) {
                // There are none here. A fabric8 client takes this answer to mean that, and asks for a stream.
                exchange.sendResponseHeaders(HttpURLConnection.HTTP_OK, -1);
                return;
            }
            if (PodProxy.takes(exchange)) {
                pods.answer(exchange);
                return;
            }
            var request = request(exchange);
            var response = dispatcher.dispatch(request);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            if (response.getWebSocketListener() == null) {
                send(exchange, response);
            } else {
                watch(exchange, request, response);
            }
        }
    }

    private static RecordedRequest request(HttpExchange exchange) throws IOException {
        var headers = Headers.builder();
        exchange.getRequestHeaders().forEach((name, values) -> values.forEach(value -> headers.add(name, value)));
        return new RecordedRequest(
                exchange.getProtocol(),
                HttpMethod.valueOf(exchange.getRequestMethod()),
                exchange.getRequestURI().toString(),
                headers.build(),
                new Buffer(exchange.getRequestBody().readAllBytes()));
    }

    private static void send(HttpExchange exchange, MockResponse response) throws IOException {
        var body = response.getBody() == null ? new byte[0] : response.getBody().getBytes();
        exchange.sendResponseHeaders(response.code(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private void watch(HttpExchange exchange, RecordedRequest request, MockResponse response) throws IOException {
        exchange.sendResponseHeaders(HttpURLConnection.HTTP_OK, 0);
        exchange.getResponseBody().flush();
        var stream = new WatchStream(request, exchange.getResponseBody());
        watches.add(stream);
        var events = response.getWebSocketListener();
        events.onOpen(stream, response);
        try {
            stream.awaitEnd();
        } finally {
            watches.remove(stream);
            events.onClosed(stream, HttpURLConnection.HTTP_OK, "");
        }
    }

    @Override
    public void close() {
        pods.close();
        watches.forEach(WatchStream::end);
    }
}
