package dev.portmux.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Service in front of the sidecar pods.
 *
 * @param type                          ClusterIP, NodePort or LoadBalancer; unset: ClusterIP
 * @param loadBalancerClass             only with LoadBalancer; unset: the cluster's default
 * @param loadBalancerSourceRanges      clients that the load balancer lets in; only with LoadBalancer; empty: all
 * @param allocateLoadBalancerNodePorts only with LoadBalancer; unset: true
 * @param externalTrafficPolicy         Cluster or Local, not with ClusterIP; unset: Cluster
 * @param internalTrafficPolicy         Cluster or Local; unset: Cluster
 * @param trafficDistribution           PreferClose, PreferSameZone or PreferSameNode; unset: any pod
 * @param sessionAffinity               None or ClientIP; unset: None
 * @param ipFamilyPolicy                SingleStack, PreferDualStack or RequireDualStack; unset: SingleStack
 * @param ipFamilies                    IPv4, IPv6 or both; empty: as the cluster has them
 * @param nodePort                      not with ClusterIP; unset: the cluster chooses
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ServiceSpec(
        @Nullable String type,
        Map<String, String> annotations,
        @Nullable String loadBalancerClass,
        List<String> loadBalancerSourceRanges,
        @Nullable Boolean allocateLoadBalancerNodePorts,
        @Nullable String externalTrafficPolicy,
        @Nullable String internalTrafficPolicy,
        @Nullable String trafficDistribution,
        @Nullable String sessionAffinity,
        @Nullable String ipFamilyPolicy,
        List<String> ipFamilies,
        @Nullable Integer nodePort) {
    static final ServiceSpec UNSET =
            new ServiceSpec(null, Map.of(), null, List.of(), null, null, null, null, null, null, List.of(), null);

    public ServiceSpec {
        annotations = Absent.toEmpty(annotations);
        loadBalancerSourceRanges = Absent.toEmpty(loadBalancerSourceRanges);
        ipFamilies = Absent.toEmpty(ipFamilies);
    }
}
