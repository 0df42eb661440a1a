package dev.portmux.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Service in front of the sidecar pods.
 *
 * @param type                  ClusterIP, NodePort or LoadBalancer; unset: ClusterIP
 * @param loadBalancerClass     only with LoadBalancer; unset: the cluster's default
 * @param externalTrafficPolicy Cluster or Local, not with ClusterIP; unset: Cluster
 * @param nodePort              not with ClusterIP; unset: the cluster chooses
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ServiceSpec(
        @Nullable String type,
        Map<String, String> annotations,
        @Nullable String loadBalancerClass,
        @Nullable String externalTrafficPolicy,
        @Nullable Integer nodePort) {
    static final ServiceSpec UNSET = new ServiceSpec(null, Map.of(), null, null, null);

    public ServiceSpec {
        annotations = Absent.toEmpty(annotations);
    }
}
