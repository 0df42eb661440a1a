package dev.portmux.planning.reference;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.gatewayapi.v1beta1.ReferenceGrant;
import java.util.List;
import java.util.Optional;

/** What is known of the cluster's Services, and of who may refer to them. */
public interface ServiceCache {
    Optional<Service> service(ServiceName id);

    /** The endpoint slices of a Service. */
    List<EndpointSlice> slices(ServiceName service);

    /** The reference grants in a namespace. */
    List<ReferenceGrant> grants(String namespace);
}
