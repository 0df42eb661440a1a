package dev.portmux.operator;

import dev.portmux.crds.BackendRef;
import dev.portmux.crds.PortMux;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.PrimaryToSecondaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is watched beside the owned objects: backend Services, their endpoint slices, and the sidecar pods. */
final class Watches implements ServiceCache {
    private static final String BY_BACKEND = "backend";
    private static final String BY_SERVICE = "service";
    private static final String BY_OWNER = "owner";
    private static final String SERVICE_NAME = "kubernetes.io/service-name";

    private final InformerEventSource<Service, PortMux> services;
    private final InformerEventSource<EndpointSlice, PortMux> slices;
    private final InformerEventSource<Pod, PortMux> pods;

    Watches(EventSourceContext<PortMux> context) {
        IndexerResourceCache<PortMux> primaries = context.getPrimaryCache();
        primaries.addIndexer(BY_BACKEND, Watches::backends);
        services = new InformerEventSource<>(
                InformerEventSourceConfiguration.from(Service.class, PortMux.class)
                        .withName("backend-services")
                        .withSecondaryToPrimaryMapper(service -> users(primaries, ResourceID.fromResource(service)))
                        .withPrimaryToSecondaryMapper(readByName())
                        .build(),
                context);
        slices = new InformerEventSource<>(
                InformerEventSourceConfiguration.from(EndpointSlice.class, PortMux.class)
                        .withName("backend-endpoints")
                        .withSecondaryToPrimaryMapper(slice -> serviceOf(slice)
                                .map(service -> users(primaries, service))
                                .orElse(Set.of()))
                        .withPrimaryToSecondaryMapper(readByName())
                        .build(),
                context);
        slices.addIndexers(Map.of(
                BY_SERVICE, slice -> serviceOf(slice).map(Watches::key).stream().toList()));
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

    List<EventSource<?, PortMux>> eventSources() {
        return List.of(services, slices, pods);
    }

    @Override
    public Optional<Service> service(ResourceID id) {
        return services.get(id);
    }

    @Override
    public List<EndpointSlice> slices(ResourceID service) {
        return slices.byIndex(BY_SERVICE, key(service));
    }

    /** The sidecar pods of a PortMux. */
    List<Pod> pods(PortMux owner) {
        return pods.byIndex(BY_OWNER, key(ResourceID.fromResource(owner)));
    }

    /** These caches are read by name and index, so no second index from primaries to them is kept. */
    private static PrimaryToSecondaryMapper<PortMux> readByName() {
        return _ -> Set.of();
    }

    private static Set<ResourceID> users(IndexerResourceCache<PortMux> primaries, ResourceID backend) {
        return primaries.byIndex(BY_BACKEND, key(backend)).stream()
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }

    private static List<String> backends(PortMux resource) {
        String namespace = resource.getMetadata().getNamespace();
        return resource.getSpec().routes().stream()
                .map(route -> route.backendRef())
                .filter(BackendRef::refersToService)
                .map(reference -> key(new ResourceID(reference.name(), reference.namespaceOr(namespace))))
                .distinct()
                .toList();
    }

    private static Optional<ResourceID> serviceOf(EndpointSlice slice) {
        return label(slice, SERVICE_NAME);
    }

    private static Optional<ResourceID> ownerOf(Pod pod) {
        return label(pod, Owned.INSTANCE);
    }

    private static Optional<ResourceID> label(HasMetadata object, String label) {
        return Optional.ofNullable(object.getMetadata().getLabels().get(label))
                .map(name -> new ResourceID(name, object.getMetadata().getNamespace()));
    }

    private static String key(ResourceID id) {
        return id.getNamespace().orElse("") + "/" + id.getName();
    }
}
