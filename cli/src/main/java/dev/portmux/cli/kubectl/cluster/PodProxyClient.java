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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** HTTP GET from a pod through the API server's proxy. */
public final class PodProxyClient {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int LARGEST = 1 << 20;

    private PodProxyClient() {}

    public sealed interface Reply {}

    public record Body(String text) implements Reply {}

    /**
     * No body.
     *
     * @param code the HTTP status, 0 without one
     */
    public record Failure(int code, String reason) implements Reply {}

    /**
     * Asks one pod.
     *
     * @param port the name of a container port
     */
    public static Reply get(ClusterClient cluster, Pod pod, String port, String path) {
        var number = pod.getSpec().getContainers().stream()
                .flatMap(container -> container.getPorts().stream())
                .filter(each -> port.equals(each.getName()))
                .findFirst();
        if (number.isEmpty()) {
            return new Failure(0, "no port " + port);
        }
        var metadata = pod.getMetadata();
        var uri = "%s/api/v1/namespaces/%s/pods/%s:%d/proxy/%s"
                .formatted(
                        cluster.server(),
                        metadata.getNamespace(),
                        metadata.getName(),
                        number.get().getContainerPort(),
                        path);
        return get(cluster.client().getHttpClient(), uri);
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
