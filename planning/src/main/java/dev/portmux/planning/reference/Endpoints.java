package dev.portmux.planning.reference;

import dev.portmux.routes.Backend;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The addresses behind a Service. */
public final class Endpoints {
    /** What a routing table holds for one route. */
    private static final int MOST = 1024;

    private Endpoints() {}

    /** The ready endpoints of one port, each once and in one order, so that the same endpoints give the same table. */
    public static List<Backend> ready(List<EndpointSlice> slices, ServicePort port) {
        return slices.stream()
                .filter(slice -> !areNames(slice))
                .flatMap(slice -> ready(slice, port))
                .distinct()
                .sorted(Comparator.comparing(Backend::toString))
                .limit(MOST)
                .toList();
    }

    /** Whether the endpoints of the slice are host names. */
    static boolean areNames(EndpointSlice slice) {
        return "FQDN".equals(slice.getAddressType());
    }

    private static Stream<Backend> ready(EndpointSlice slice, ServicePort port) {
        return slice.getPorts().stream()
                .filter(each -> Objects.equals(name(each.getName()), name(port.getName())))
                .map(EndpointPort::getPort)
                .filter(Objects::nonNull)
                .flatMap(number -> slice.getEndpoints().stream()
                        .filter(Endpoints::isReady)
                        .flatMap(endpoint -> endpoint.getAddresses().stream())
                        .map(address -> new Backend(address, number)));
    }

    private static String name(@Nullable String portName) {
        return portName == null ? "" : portName;
    }

    /** Unknown counts as ready, as the API says. */
    private static boolean isReady(Endpoint endpoint) {
        return endpoint.getConditions() == null
                || !Boolean.FALSE.equals(endpoint.getConditions().getReady());
    }
}
