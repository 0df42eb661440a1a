package dev.portmux.operator.watch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.portmux.operator.render.SidecarDeployment;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Asks the sidecars which routing table they serve. */
public final class TableProbe implements AutoCloseable {
    /** For all pods together: they are asked at the same time. */
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    /** The table (at most a ConfigMap, 1 MiB) and what is around it. */
    private static final long LARGEST_ANSWER = 2 << 20;

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /** Asks the ready pods among these. */
    public List<ServedTable> ask(List<Pod> pods) {
        List<CompletableFuture<ServedTable>> answers =
                pods.stream().filter(TableProbe::isReady).map(this::ask).toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private CompletableFuture<ServedTable> ask(Pod pod) {
        String name = pod.getMetadata().getName();
        return admin(pod)
                .map(uri -> client.sendAsync(
                                HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(),
                                BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER))
                        .thenApply(TableProbe::hash)
                        .completeOnTimeout(Optional.empty(), TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                        .exceptionally(_ -> Optional.empty()))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()))
                .thenApply(hash -> new ServedTable(name, hash));
    }

    private static boolean isReady(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && pod.getStatus() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"));
    }

    /** Where the pod answers; none while it has no address. */
    private static Optional<URI> admin(Pod pod) {
        return pod.getSpec().getContainers().stream()
                .flatMap(container -> container.getPorts().stream())
                .filter(port -> SidecarDeployment.ADMIN_PORT.equals(port.getName()))
                .map(ContainerPort::getContainerPort)
                .findFirst()
                .flatMap(port -> Optional.ofNullable(pod.getStatus().getPodIP())
                        .map(ip -> URI.create(
                                "http://" + (ip.contains(":") ? "[" + ip + "]" : ip) + ":" + port + "/routes")));
    }

    /** The field {@code hash} of the answer. The table that follows it is skipped. */
    private static Optional<String> hash(HttpResponse<byte[]> answer) {
        try (JsonParser parser = JSON.createParser(answer.body())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                String text = parser.nextTextValue();
                if (field.equals("hash")) {
                    return Optional.ofNullable(text);
                }
                parser.skipChildren();
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
