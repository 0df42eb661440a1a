package dev.portmux.operator.watch;

import dev.portmux.crds.PortMux;
import dev.portmux.operator.render.Owned;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.PrimaryToSecondaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Watches the backends and the sidecar pods. The framework watches the owned objects. */
public final class Watches {
    private static final String BY_OWNER = "owner";

    private final BackendWatches backends;
    private final InformerEventSource<Pod, PortMux> pods;

    public Watches(EventSourceContext<PortMux> context) {
        backends = new BackendWatches(context);
        pods = new InformerEventSource<>(
                InformerEventSourceConfiguration.from(Pod.class, PortMux.class)
                        .withName("sidecar-pods")
                        .withLabelSelector(Owned.SELECTOR)
                        .withSecondaryToPrimaryMapper(
                                pod -> ownerOf(pod).stream().collect(Collectors.toSet()))
                        .withPrimaryToSecondaryMapper(readByName())
                        .build(),
                context);
        pods.addIndexers(
                Map.of(BY_OWNER, pod -> ownerOf(pod).map(Watches::key).stream().toList()));
    }

    public List<EventSource<?, PortMux>> eventSources() {
        return Stream.concat(backends.eventSources().stream(), Stream.of(pods)).toList();
    }

    public BackendWatches backends() {
        return backends;
    }

    /** The sidecar pods of a PortMux. */
    public List<Pod> pods(PortMux owner) {
        return pods.byIndex(BY_OWNER, key(ResourceID.fromResource(owner)));
    }

    /** The caches are read by name and index, so the framework need not keep an index from primaries to them. */
    static PrimaryToSecondaryMapper<PortMux> readByName() {
        return _ -> Set.of();
    }

    private static Optional<ResourceID> ownerOf(Pod pod) {
        return label(pod, Owned.INSTANCE);
    }

    /** The object in the same namespace that a label names. */
    static Optional<ResourceID> label(HasMetadata object, String label) {
        return Optional.ofNullable(object.getMetadata().getLabels().get(label))
                .map(name -> new ResourceID(name, object.getMetadata().getNamespace()));
    }

    static String key(ResourceID id) {
        return id.getNamespace().orElse("") + "/" + id.getName();
    }
}
