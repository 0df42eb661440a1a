package dev.portmux.operator.status;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Optional;

/** Where clients connect to. */
final class Addresses {

    private Addresses() {}

    /** Of a load balancer what it was assigned, of others the cluster IP. */
    static Optional<String> of(Service service) {
        if ("LoadBalancer".equals(service.getSpec().getType())) {
            return Optional.ofNullable(service.getStatus())
                    .flatMap(status -> Optional.ofNullable(status.getLoadBalancer()))
                    .flatMap(balancer -> balancer.getIngress().stream().findFirst())
                    .flatMap(Addresses::of);
        }
        return Optional.ofNullable(service.getSpec().getClusterIP()).filter(ip -> !ip.isEmpty());
    }

    private static Optional<String> of(LoadBalancerIngress ingress) {
        return Optional.ofNullable(ingress.getIp()).or(() -> Optional.ofNullable(ingress.getHostname()));
    }
}
