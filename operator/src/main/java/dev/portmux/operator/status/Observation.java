package dev.portmux.operator.status;

import dev.portmux.operator.watch.ServedTable;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is there, after the dependents have run.
 *
 * @param pods        all sidecar pods
 * @param replicas    the ready ones among them
 * @param unavailable routes without a ready endpoint, each with a sentence that names its Service
 * @param challenger  another installation of the operator that wants to serve this PortMux too
 * @param failure     why an owned object could not be written
 */
public record Observation(
        Optional<Service> service,
        Optional<Deployment> deployment,
        List<Pod> pods,
        List<ServedTable> replicas,
        Map<String, String> unavailable,
        Optional<String> challenger,
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

    /** Why sidecars are missing, if anything but their start keeps them. */
    Optional<Shortfall> shortfall() {
        return Shortfall.of(deployment, pods);
    }

    /** How many sidecars there should be; while an update replaces pods, there may be more. */
    int wanted() {
        int set = deployment
                .flatMap(found -> Optional.ofNullable(found.getSpec()))
                .flatMap(spec -> Optional.ofNullable(spec.getReplicas()))
                .orElse(0);
        return Math.max(set, replicas.size());
    }

    /** The number of sidecar pods that the Deployment counts, ready or not. */
    int counted() {
        return deployment
                .flatMap(found -> Optional.ofNullable(found.getStatus()))
                .flatMap(status -> Optional.ofNullable(status.getReplicas()))
                .orElse(0);
    }
}
