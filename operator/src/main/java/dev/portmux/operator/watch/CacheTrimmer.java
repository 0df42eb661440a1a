package dev.portmux.operator.watch;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.Map;

/**
 * Trims objects that are watched in the whole cluster to what it takes to resolve a reference: without annotations, managed
 * fields and the like. The store adds name, namespace and version.
 */
final class CacheTrimmer {

    private CacheTrimmer() {}

    static Service service(Service whole) {
        if (whole.getSpec() == null) {
            return nothing();
        }
        return new ServiceBuilder()
                .withNewMetadata()
                .endMetadata()
                .withNewSpec()
                .withType(whole.getSpec().getType())
                .withClusterIP(whole.getSpec().getClusterIP())
                .withPorts(whole.getSpec().getPorts())
                .endSpec()
                .build();
    }

    /** For a Service that is nobody's backend: only its name and version, by which it is fetched when it becomes one. */
    static Service nothing() {
        return new ServiceBuilder().withNewMetadata().endMetadata().build();
    }

    static EndpointSlice slice(EndpointSlice whole) {
        Map<String, String> labels = whole.getMetadata().getLabels();
        return new EndpointSliceBuilder()
                .withMetadata(new ObjectMetaBuilder().withLabels(labels).build())
                .withAddressType(whole.getAddressType())
                .withPorts(whole.getPorts())
                .withEndpoints(whole.getEndpoints().stream()
                        .map(CacheTrimmer::endpoint)
                        .toList())
                .build();
    }

    private static Endpoint endpoint(Endpoint whole) {
        return new EndpointBuilder()
                .withAddresses(whole.getAddresses())
                .withConditions(whole.getConditions())
                .build();
    }
}
