package dev.portmux.operator.render;

import dev.portmux.crds.PortMux;
import dev.portmux.planning.GatewayDuration;
import dev.portmux.planning.Planner;
import java.time.Duration;
import java.util.Optional;

/** How a sidecar pod ends: it leaves the Service, drains its connections, and is killed if that takes too long. */
record Shutdown(Duration drain) {
    /** By then load balancers and kube-proxy send no new connection. */
    static final long LEAVE_SECONDS = 5;

    private static final Duration UNSET = Duration.ofSeconds(25);
    private static final long SPARE_SECONDS = 5;

    /** @throws IllegalArgumentException naming the value */
    static Shutdown of(PortMux owner) {
        return new Shutdown(Optional.ofNullable(owner.getSpec().pod().drainTimeout())
                .map(text -> GatewayDuration.parse(text, Planner.LONGEST_DRAIN))
                .orElse(UNSET));
    }

    /** Rounded up, so that connections get at least the time asked for. */
    long drainSeconds() {
        return drain.plusSeconds(1).minusNanos(1).toSeconds();
    }

    long graceSeconds() {
        return LEAVE_SECONDS + drainSeconds() + SPARE_SECONDS;
    }
}
