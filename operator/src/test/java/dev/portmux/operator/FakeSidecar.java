package dev.portmux.operator;

import com.sun.net.httpserver.HttpServer;
import dev.portmux.operator.render.Owned;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A pod in the API and the admin endpoint behind it, which reports whatever hash it is told to. */
final class FakeSidecar implements AutoCloseable {
    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Supplier<String> hash = () -> "none";

    FakeSidecar() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext("/routes", exchange -> {
            asked.incrementAndGet();
            byte[] body = ("{\"hash\":\"" + hash.get() + "\",\"detection\":\"0\",\"routes\":{}}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    void reports(Supplier<String> newHash) {
        hash = newHash;
    }

    int asked() {
        return asked.get();
    }

    Pod pod(String namespace, String owner, String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .addToLabels("app.kubernetes.io/managed-by", Owned.MANAGER)
                .addToLabels(Owned.INSTANCE, owner)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("portmux")
                .addNewPort()
                .withName("admin")
                .withContainerPort(server.getAddress().getPort())
                .endPort()
                .endContainer()
                .endSpec()
                .withNewStatus()
                .withPodIP("127.0.0.1")
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
