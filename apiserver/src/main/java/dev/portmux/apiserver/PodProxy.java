package dev.portmux.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import io.fabric8.mockwebserver.http.MockResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.regex.Pattern;

/** GET of {@code pods/NAME:PORT/proxy/...}: the server asks the pod, at the address of its status, in place of the client. */
public final class PodProxy implements AutoCloseable {
    private static final Pattern PATH = Pattern.compile("(/api/v1/namespaces/[^/]+/pods/[^/:]+):(\\d{1,5})/proxy(/.*)");

    private static final int PIECE = 8192;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Function<String, MockResponse> api;

    /** @param api answers GET of a path */
    PodProxy(Function<String, MockResponse> api) {
        this.api = api;
    }

    static boolean takes(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("GET")
                && PATH.matcher(exchange.getRequestURI().toString()).matches();
    }

    void answer(HttpExchange exchange) throws IOException {
        var path = PATH.matcher(exchange.getRequestURI().toString());
        if (!path.matches()) {
            throw new IllegalArgumentException(exchange.getRequestURI() + " (expected: a path of a pod's proxy)");
        }
        var found = api.apply(path.group(1));
        if (found.code() != HttpURLConnection.HTTP_OK) {
            send(exchange, found.code(), found.getBody().getBytes());
            return;
        }
        JsonNode pod = new ObjectMapper().readTree(found.getBody().getBytes());
        var uri = "http://" + pod.at("/status/podIP").asText() + ":" + path.group(2) + path.group(3);
        try {
            var answer = client.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofInputStream());
            pass(exchange, answer);
        } catch (IOException e) {
            var text = "error trying to reach service: " + e;
            send(exchange, HttpURLConnection.HTTP_UNAVAILABLE, text.getBytes(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Passes on each piece as it comes: an answer may have no end. */
    private static void pass(HttpExchange exchange, HttpResponse<InputStream> answer) throws IOException {
        try (var body = answer.body()) {
            exchange.sendResponseHeaders(answer.statusCode(), 0);
            var out = exchange.getResponseBody();
            var piece = new byte[PIECE];
            for (int got = body.read(piece); got >= 0; got = body.read(piece)) {
                out.write(piece, 0, got);
                out.flush();
            }
        }
    }

    private static void send(HttpExchange exchange, int code, byte[] body) throws IOException {
        exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
