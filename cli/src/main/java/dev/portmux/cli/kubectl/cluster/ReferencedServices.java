package dev.portmux.cli.kubectl.cluster;

import dev.portmux.crds.BackendRef;
import dev.portmux.crds.PortMux;
import dev.portmux.crds.RouteSpec;
import dev.portmux.planning.reference.Endpoints;
import dev.portmux.planning.reference.ServiceCache;
import dev.portmux.planning.reference.ServiceName;
import dev.portmux.planning.reference.ServicePorts;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.gatewayapi.v1beta1.ReferenceGrant;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The Services that a PortMux refers to, and what is ready behind them.
 *
 * @param gaps what could not be read, and why
 */
public record ReferencedServices(Map<ServiceName, Known> known, List<String> gaps) implements ServiceCache {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * What could be read of one Service.
     *
     * @param readable whether references to it can be resolved; then an empty service means that there is none
     * @param grants   of its namespace; empty if that is the namespace of the PortMux
     * @param gaps     what could not be read, and why
     */
    public record Known(
            boolean readable,
            Optional<Service> service,
            Optional<List<EndpointSlice>> slices,
            List<ReferenceGrant> grants,
            List<String> gaps) {
        static final Known NOTHING = new Known(false, Optional.empty(), Optional.empty(), List.of(), List.of());
    }

    public static ReferencedServices read(ClusterClient cluster, PortMux resource) {
        var own = resource.getMetadata().getNamespace();
        return of(resource, id -> new Question(cluster, id).answer(own));
    }

    /**
     * Reads each Service that the routes refer to, at the same time.
     *
     * @param ask reads one Service
     */
    public static ReferencedServices of(PortMux resource, Function<ServiceName, Known> ask) {
        var ids = resource.getSpec().routes().stream()
                .flatMap(route -> route.backends().stream())
                .map(RouteSpec.Backend::reference)
                .filter(BackendRef::refersToService)
                .map(reference -> id(resource, reference))
                .distinct()
                .toList();
        var answers = Fanout.ask(
                ids.stream().map(id -> (Callable<Known>) () -> ask.apply(id)).toList(), PATIENCE);
        var known = new HashMap<ServiceName, Known>();
        var gaps = new LinkedHashSet<String>();
        for (int i = 0; i < ids.size(); i++) {
            var answer = answers.get(i).orElse(Known.NOTHING);
            known.put(ids.get(i), answer);
            gaps.addAll(answer.gaps());
            if (answers.get(i).isEmpty()) {
                gaps.add("some backends: not read within " + PATIENCE.toSeconds() + " s");
            }
        }
        return new ReferencedServices(known, List.copyOf(gaps));
    }

    public static ServiceName id(PortMux resource, BackendRef reference) {
        return ServiceName.of(resource.getMetadata().getNamespace(), reference);
    }

    private record Question(ClusterClient cluster, ServiceName id, List<String> gaps) {
        Question(ClusterClient cluster, ServiceName id) {
            this(cluster, id, new ArrayList<>());
        }

        Known answer(String own) {
            var service = ask(
                    new RequiredPermission("get", "services", id.namespace()),
                    () -> Optional.ofNullable(cluster.client()
                            .services()
                            .inNamespace(id.namespace())
                            .withName(id.name())
                            .get()));
            var slices = ask(
                    new RequiredPermission("list", "endpointslices.discovery.k8s.io", id.namespace()),
                    () -> cluster.client()
                            .discovery()
                            .v1()
                            .endpointSlices()
                            .inNamespace(id.namespace())
                            .withLabel("kubernetes.io/service-name", id.name())
                            .list()
                            .getItems());
            var grants = id.namespace().equals(own) ? Optional.of(List.<ReferenceGrant>of()) : grants();
            return new Known(
                    service.isPresent() && grants.isPresent(),
                    service.flatMap(Function.identity()),
                    slices,
                    grants.orElse(List.of()),
                    List.copyOf(gaps));
        }

        private Optional<List<ReferenceGrant>> grants() {
            return ask(
                    new RequiredPermission("list", "referencegrants.gateway.networking.k8s.io", id.namespace()),
                    () -> cluster.client().supports(ReferenceGrant.class)
                            ? cluster.client()
                                    .resources(ReferenceGrant.class)
                                    .inNamespace(id.namespace())
                                    .list()
                                    .getItems()
                            : List.of());
        }

        private <T> Optional<T> ask(RequiredPermission permission, Supplier<T> question) {
            try {
                return Optional.of(question.get());
            } catch (KubernetesClientException e) {
                gaps.add("backends: " + new ApiError(e, permission, cluster.server()).text());
                return Optional.empty();
            }
        }
    }

    private Known known(ServiceName id) {
        return Objects.requireNonNullElse(known.get(id), Known.NOTHING);
    }

    public boolean readable(ServiceName id) {
        return known(id).readable();
    }

    /** How many endpoints are ready behind a reference; empty if that is not known. */
    public OptionalInt ready(PortMux resource, BackendRef reference) {
        var behind = known(id(resource, reference));
        var port = behind.service().flatMap(service -> ServicePorts.of(service).find(reference.port()));
        return behind.slices().isEmpty() || port.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(
                        Endpoints.ready(behind.slices().get(), port.get()).size());
    }

    @Override
    public Optional<Service> service(ServiceName id) {
        return known(id).service();
    }

    @Override
    public List<EndpointSlice> slices(ServiceName service) {
        return known(service).slices().orElse(List.of());
    }

    @Override
    public List<ReferenceGrant> grants(String namespace) {
        return known.entrySet().stream()
                .filter(each -> each.getKey().namespace().equals(namespace))
                .flatMap(each -> each.getValue().grants().stream())
                .distinct()
                .toList();
    }
}
