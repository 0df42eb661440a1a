package dev.portmux.operator.watch;

import dev.portmux.crds.BackendRef;
import dev.portmux.crds.PortMux;
import dev.portmux.crds.RouteSpec;
import dev.portmux.planning.Plan;
import dev.portmux.planning.RoutePlan;
import dev.portmux.planning.reference.Endpoints;
import dev.portmux.planning.reference.Resolution.Resolved;
import dev.portmux.planning.reference.ServiceCache;
import dev.portmux.planning.reference.ServiceName;
import dev.portmux.planning.reference.ServicePorts;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.gatewayapi.v1beta1.ReferenceGrant;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.TransformingItemStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Watches what backends consist of: all Services and endpoint slices, and the grants for references into other namespaces. */
public final class BackendWatches implements ServiceCache {
    private static final String BY_BACKEND = "backend";
    private static final String BY_OTHER_NAMESPACE = "other-namespace";
    private static final String BY_SERVICE = "service";
    private static final String SERVICE_NAME = "kubernetes.io/service-name";

    /** Objects read at a time. What is trimmed off them is garbage before the next page comes. */
    private static final long PAGE = 500;

    private final KubernetesClient client;
    private final IndexerResourceCache<PortMux> primaries;
    private final Map<ServiceName, Service> fetched = new ConcurrentHashMap<>();
    private final InformerEventSource<Service, PortMux> services;
    private final InformerEventSource<EndpointSlice, PortMux> slices;
    private final GrantWatch grants = new GrantWatch(namespace -> users(BY_OTHER_NAMESPACE, namespace));

    BackendWatches(EventSourceContext<PortMux> context) {
        client = context.getClient();
        primaries = context.getPrimaryCache();
        primaries.addIndexer(
                BY_BACKEND,
                resource -> backends(resource).map(ServiceName::toString).toList());
        primaries.addIndexer(
                BY_OTHER_NAMESPACE, resource -> otherNamespaces(resource).toList());
        services = new InformerEventSource<>(
                trimmed(
                                Service.class,
                                service -> isBackend(name(service))
                                        ? CacheTrimmer.service(service)
                                        : CacheTrimmer.nothing(),
                                context)
                        .withName("backend-services")
                        .withSecondaryToPrimaryMapper(
                                service -> users(BY_BACKEND, name(service).toString()))
                        .withPrimaryToSecondaryMapper(Watches.readByName())
                        .build(),
                context);
        slices = new InformerEventSource<>(
                trimmed(EndpointSlice.class, CacheTrimmer::slice, context)
                        .withName("backend-endpoints")
                        .withSecondaryToPrimaryMapper(slice -> serviceOf(slice)
                                .map(service -> users(BY_BACKEND, service))
                                .orElse(Set.of()))
                        .withPrimaryToSecondaryMapper(Watches.readByName())
                        .build(),
                context);
        slices.addIndexers(Map.of(BY_SERVICE, slice -> serviceOf(slice).stream().toList()));
    }

    List<EventSource<?, PortMux>> eventSources() {
        return List.of(services, slices);
    }

    /** Makes sure that the grants are known that this PortMux needs, if it needs any. */
    public void prepare(PortMux resource, Context<PortMux> context) {
        if (otherNamespaces(resource).findAny().isPresent()) {
            grants.require(context);
        }
    }

    @Override
    public Optional<Service> service(ServiceName id) {
        return services.get(new ResourceID(id.name(), id.namespace()))
                .flatMap(kept -> kept.getSpec() == null ? fetched(id, kept) : Optional.of(kept));
    }

    /** A Service that was nobody's backend when it was seen last is fetched, once for each version. */
    private Optional<Service> fetched(ServiceName id, Service seen) {
        String version = seen.getMetadata().getResourceVersion();
        Service known = fetched.get(id);
        if (known != null && known.getMetadata().getResourceVersion().equals(version)) {
            return Optional.of(known);
        }
        fetched.keySet().removeIf(service -> !isBackend(service));
        // As a list of one: to list is a right that the operator has for the watch.
        Optional<Service> found =
                client
                        .services()
                        .inNamespace(id.namespace())
                        .withField("metadata.name", id.name())
                        .list()
                        .getItems()
                        .stream()
                        .findFirst();
        found.ifPresent(service -> fetched.put(id, service));
        return found;
    }

    private boolean isBackend(ServiceName service) {
        return !primaries.byIndex(BY_BACKEND, service.toString()).isEmpty();
    }

    @Override
    public List<EndpointSlice> slices(ServiceName service) {
        return slices.byIndex(BY_SERVICE, service.toString());
    }

    @Override
    public List<ReferenceGrant> grants(String namespace) {
        return grants.in(namespace);
    }

    /** The routes none of whose Services has a ready endpoint, in order, each with a sentence that names the Services. */
    public Map<String, String> unavailable(PortMux resource, Plan plan) {
        Set<String> resolved = plan.routes().stream()
                .filter(route -> route.resolution() instanceof Resolved)
                .map(RoutePlan::name)
                .collect(Collectors.toSet());
        String own = resource.getMetadata().getNamespace();
        Map<String, String> unavailable = new LinkedHashMap<>();
        for (RouteSpec route : resource.getSpec().routes()) {
            List<BackendRef> references = route.backends().stream()
                    .map(RouteSpec.Backend::reference)
                    .filter(BackendRef::refersToService)
                    .toList();
            if (resolved.contains(route.name())
                    && !references.isEmpty()
                    && references.stream()
                            .allMatch(reference -> isWithoutEndpoints(ServiceName.of(own, reference), reference))) {
                unavailable.put(route.name(), sentence(own, references));
            }
        }
        return unavailable;
    }

    private static String sentence(String own, List<BackendRef> references) {
        String names = references.stream()
                .map(reference -> ServiceName.of(own, reference).toString())
                .distinct()
                .collect(Collectors.joining(", "));
        return references.size() == 1
                ? "Service " + names + " has no ready endpoints"
                : "none of the Services " + names + " has ready endpoints";
    }

    private boolean isWithoutEndpoints(ServiceName id, BackendRef reference) {
        return service(id)
                .flatMap(service -> ServicePorts.of(service).find(reference.port()))
                .filter(port -> Endpoints.ready(slices(id), port).isEmpty())
                .isPresent();
    }

    /** A cache whose size hardly depends on what else is in the cluster. */
    private static <T extends HasMetadata> InformerEventSourceConfiguration.Builder<T> trimmed(
            Class<T> type, UnaryOperator<T> trim, EventSourceContext<PortMux> context) {
        InformerEventSourceConfiguration.Builder<T> watch =
                InformerEventSourceConfiguration.from(type, PortMux.class).withInformerListLimit(PAGE);
        // The framework gives one store to the informers of all namespaces, and each of them removes what it does not
        // know.
        boolean one = context.getControllerConfiguration()
                        .getInformerConfig()
                        .getNamespaces()
                        .size()
                <= 1;
        return one ? watch.withItemStore(new TransformingItemStore<>(trim)) : watch;
    }

    private Set<ResourceID> users(String index, String key) {
        return primaries.byIndex(index, key).stream()
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }

    private static Stream<ServiceName> backends(PortMux resource) {
        String own = resource.getMetadata().getNamespace();
        return references(resource, reference -> ServiceName.of(own, reference));
    }

    private static ServiceName name(Service service) {
        return new ServiceName(
                service.getMetadata().getNamespace(), service.getMetadata().getName());
    }

    private static Stream<String> otherNamespaces(PortMux resource) {
        String own = resource.getMetadata().getNamespace();
        return references(resource, reference -> reference.namespaceOr(own))
                .filter(namespace -> !namespace.equals(own));
    }

    private static <T> Stream<T> references(PortMux resource, Function<BackendRef, T> part) {
        return resource.getSpec().routes().stream()
                .flatMap(route -> route.backends().stream())
                .map(RouteSpec.Backend::reference)
                .filter(BackendRef::refersToService)
                .map(part)
                .distinct();
    }

    private static Optional<String> serviceOf(EndpointSlice slice) {
        return Watches.label(slice, SERVICE_NAME).map(Watches::key);
    }
}
