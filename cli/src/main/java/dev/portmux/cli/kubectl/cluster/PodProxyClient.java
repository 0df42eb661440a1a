package dev.portmux.cli.kubectl.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** HTTP GET from a pod through the API server's proxy. */
public final class PodProxyClient {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int LARGEST = 1 << 20;
    private static final String ADMIN = "admin";
    private static final Failure NO_PORT = new Failure(0, "no port " + ADMIN);

    private PodProxyClient() {}

    public sealed interface Reply {}

    public record Body(String text) implements Reply {}

    /**
     * No body.
     *
     * @param code the HTTP status, 0 without one
     */
    public record Failure(int code, String reason) implements Reply {}

    /** Asks the admin endpoint of a sidecar. */
    public static Reply get(ClusterClient cluster, Pod pod, String path) {
        return uri(cluster, pod, path)
                .map(uri -> get(cluster.client().getHttpClient(), uri))
                .orElse(NO_PORT);
    }

    /**
     * Reads what the admin endpoint of a sidecar streams, until its end.
     *
     * @param sink   gets the pieces, on another thread
     * @param enough ends the stream when it is completed
     */
    public static Failure stream(
            ClusterClient cluster, Pod pod, String path, Consumer<ByteBuffer> sink, CompletableFuture<Void> enough) {
        return uri(cluster, pod, path)
                .map(uri -> stream(cluster.client().getHttpClient(), uri, sink, enough))
                .orElse(NO_PORT);
    }

    private static Optional<String> uri(ClusterClient cluster, Pod pod, String path) {
        return pod.getSpec().getContainers().stream()
                .flatMap(container -> container.getPorts().stream())
                .filter(port -> ADMIN.equals(port.getName()))
                .findFirst()
                .map(port -> "%s/api/v1/namespaces/%s/pods/%s:%d/proxy/%s"
                        .formatted(
                                cluster.server(),
                                pod.getMetadata().getNamespace(),
                                pod.getMetadata().getName(),
                                port.getContainerPort(),
                                path));
    }

    private static Reply get(HttpClient http, String uri) {
        var request = http.newHttpRequestBuilder().uri(uri).build();
        var received = new ByteArrayOutputStream();
        try {
            var response = http.consumeBytes(request, (buffers, body) -> receive(buffers, body, received))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            response.body().consume();
            response.body().done().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return response.code() == HttpURLConnection.HTTP_OK
                    ? new Body(received.toString(StandardCharsets.UTF_8))
                    : new Failure(response.code(), "no answer: HTTP " + response.code());
        } catch (TimeoutException e) {
            return new Failure(0, "no answer within " + PATIENCE.toSeconds() + " s");
        } catch (ExecutionException e) {
            return new Failure(0, "no answer: " + ApiError.reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Failure(0, "no answer in time");
        }
    }

    private static Failure stream(
            HttpClient http, String uri, Consumer<ByteBuffer> sink, CompletableFuture<Void> enough) {
        var request = http.newHttpRequestBuilder().uri(uri).forStreaming().build();
        var reason = new ByteArrayOutputStream();
        var good = new AtomicBoolean(true);
        try {
            var response = http.consumeBytes(request, (buffers, body) -> {
                        if (good.get()) {
                            buffers.forEach(sink);
                            body.consume();
                        } else {
                            receive(buffers, body, reason);
                        }
                    })
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            good.set(response.code() == HttpURLConnection.HTTP_OK);
            response.body().consume();
            if (!good.get()) {
                response.body().done().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                return new Failure(
                        response.code(), reason.toString(StandardCharsets.UTF_8).strip());
            }
            CompletableFuture.anyOf(response.body().done(), enough).get();
            response.body().cancel();
            return new Failure(0, "the stream has ended");
        } catch (TimeoutException e) {
            return new Failure(0, "no answer within " + PATIENCE.toSeconds() + " s");
        } catch (ExecutionException e) {
            return new Failure(0, ApiError.reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Failure(0, "interrupted");
        }
    }

    private static void receive(List<ByteBuffer> buffers, AsyncBody body, ByteArrayOutputStream received)
            throws IOException {
        for (var buffer : buffers) {
            if (received.size() + buffer.remaining() > LARGEST) {
                body.cancel();
                throw new IOException("more than " + LARGEST + " bytes");
            }
            while (buffer.hasRemaining()) {
                received.write(buffer.get());
            }
        }
        body.consume();
    }
}
