package dev.portmux.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of one port.
 *
 * @param port          1 to 65535
 * @param routes        1 to 100, tried in this order
 * @param proxyProtocol unset: such headers are bytes of the client
 * @param keepAlive     without a byte until TCP asks whether the other side is there, as a Gateway API duration; unset: 60s
 * @param replicas      sidecar pods; unset leaves their number to an autoscaler
 * @param resources     of the sidecar container; empty: the operator's default requests, no limits
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PortMuxSpec(
        int port,
        List<RouteSpec> routes,
        @Nullable ProxyProtocolSpec proxyProtocol,
        DetectionSpec detection,
        TimeoutsSpec timeouts,
        @Nullable String keepAlive,
        LimitsSpec limits,
        AccessLogSpec accessLog,
        @Nullable Integer replicas,
        ResourceRequirements resources,
        PodSettings pod,
        ServiceSpec service) {

    /** Nothing is set. */
    public static final PortMuxSpec EMPTY = of(0, List.of(), DetectionSpec.UNSET);

    public PortMuxSpec {
        routes = Absent.toEmpty(routes);
        detection = Absent.to(detection, DetectionSpec.UNSET);
        timeouts = Absent.to(timeouts, TimeoutsSpec.UNSET);
        limits = Absent.to(limits, LimitsSpec.NONE);
        accessLog = Absent.to(accessLog, AccessLogSpec.UNSET);
        resources = Absent.to(resources, new ResourceRequirements());
        pod = Absent.to(pod, PodSettings.UNSET);
        service = Absent.to(service, ServiceSpec.UNSET);
    }

    /** Only what decides where connections go. */
    public static PortMuxSpec of(int port, List<RouteSpec> routes, DetectionSpec detection) {
        return new PortMuxSpec(
                port,
                routes,
                null,
                detection,
                TimeoutsSpec.UNSET,
                null,
                LimitsSpec.NONE,
                AccessLogSpec.UNSET,
                null,
                new ResourceRequirements(),
                PodSettings.UNSET,
                ServiceSpec.UNSET);
    }
}
