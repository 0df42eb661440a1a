package dev.portmux.operator.status;

import dev.portmux.operator.watch.ServedTable;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Optional;

/**
 * What is there, after the dependents have run.
 *
 * @param replicas the ready sidecar pods
 * @param failure  why an owned object could not be written
 */
public record Observation(
        Optional<Service> service,
        Optional<Deployment> deployment,
        List<ServedTable> replicas,
        Optional<String> failure) {

    /** Where clients connect to: what a load balancer was assigned, otherwise the cluster IP. */
    Optional<String> address() {
        return service.flatMap(Observation::address);
    }

    private static Optional<String> address(Service service) {
        if ("LoadBalancer".equals(service.getSpec().getType())) {
            return Optional.ofNullable(service.getStatus())
                    .flatMap(status -> Optional.ofNullable(status.getLoadBalancer()))
                    .flatMap(balancer -> balancer.getIngress().stream().findFirst())
                    .flatMap(Observation::address);
        }
        return Optional.ofNullable(service.getSpec().getClusterIP()).filter(ip -> !ip.isEmpty());
    }

    private static Optional<String> address(LoadBalancerIngress ingress) {
        return Optional.ofNullable(ingress.getIp()).or(() -> Optional.ofNullable(ingress.getHostname()));
    }

    /** The number of sidecar pods that the Deployment counts, ready or not. */
    int pods() {
        return deployment
                .flatMap(found -> Optional.ofNullable(found.getStatus()))
                .flatMap(status -> Optional.ofNullable(status.getReplicas()))
                .orElse(0);
    }
}
