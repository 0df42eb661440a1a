package dev.portmux.cli.kubectl.status;

import dev.portmux.cli.kubectl.cluster.PodProxyClient;
import dev.portmux.cli.kubectl.cluster.ReferencedServices;
import dev.portmux.crds.PortMux;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A folder with what a cluster holds ({@code cluster.yaml}), what its pods say ({@code POD.stats}) and what is shown. */
record Scenario(Path folder, List<HasMetadata> objects) {
    static Scenario named(String name) throws IOException {
        var folder = Path.of("src/test/resources/kubectl", name);
        var documents = Files.readString(folder.resolve("cluster.yaml")).split("(?m)^---$");
        return new Scenario(
                folder,
                List.of(documents).stream()
                        .map(document -> switch (document.lines()
                                .filter(line -> line.startsWith("kind: "))
                                .findFirst()
                                .orElseThrow()) {
                            case "kind: PortMux" -> Serialization.unmarshal(document, PortMux.class);
                            case "kind: Service" -> Serialization.unmarshal(document, Service.class);
                            case "kind: EndpointSlice" -> Serialization.unmarshal(document, EndpointSlice.class);
                            default -> (HasMetadata) Serialization.unmarshal(document, Pod.class);
                        })
                        .toList());
    }

    <T extends HasMetadata> List<T> all(Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast).toList();
    }

    StatusReport report() {
        var resource = all(PortMux.class).getFirst();
        return new StatusReportBuilder(resource, backends(resource), Sidecars.of(all(Pod.class), this::stats)).report();
    }

    private ReferencedServices backends(PortMux resource) {
        return ReferencedServices.of(
                resource,
                id -> new ReferencedServices.Known(
                        true,
                        all(Service.class).stream()
                                .filter(each -> each.getMetadata().getName().equals(id.name()))
                                .findFirst(),
                        Optional.of(all(EndpointSlice.class).stream()
                                .filter(each -> id.name()
                                        .equals(each.getMetadata().getLabels().get("kubernetes.io/service-name")))
                                .toList()),
                        List.of(),
                        List.of()));
    }

    /** One without a file does not answer, and of one that says so nobody may ask. */
    private PodProxyClient.Reply stats(Pod pod) {
        var file = folder.resolve(pod.getMetadata().getName() + ".stats");
        try {
            var text = Files.exists(file) ? Files.readString(file) : "";
            return text.isEmpty()
                    ? new PodProxyClient.Failure(0, "no answer within 3 s")
                    : text.startsWith("HTTP 403") ? new PodProxyClient.Failure(403, "") : new PodProxyClient.Body(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
