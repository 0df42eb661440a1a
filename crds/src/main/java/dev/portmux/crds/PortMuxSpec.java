package dev.portmux.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of one port.
 *
 * @param port     1 to 65535
 * @param routes   1 to 100, tried in this order
 * @param replicas  sidecar pods; unset leaves their number to an autoscaler
 * @param resources of the sidecar container; empty: the operator's default requests, no limits
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PortMuxSpec(
        int port,
        List<RouteSpec> routes,
        DetectionSpec detection,
        @Nullable Integer replicas,
        ResourceRequirements resources,
        PodSettings pod,
        ServiceSpec service) {

    /** Nothing is set. */
    public static final PortMuxSpec EMPTY = new PortMuxSpec(
            0, List.of(), DetectionSpec.UNSET, null, new ResourceRequirements(), PodSettings.UNSET, ServiceSpec.UNSET);

    public PortMuxSpec {
        routes = Absent.toEmpty(routes);
        detection = Absent.to(detection, DetectionSpec.UNSET);
        resources = Absent.to(resources, new ResourceRequirements());
        pod = Absent.to(pod, PodSettings.UNSET);
        service = Absent.to(service, ServiceSpec.UNSET);
    }
}
