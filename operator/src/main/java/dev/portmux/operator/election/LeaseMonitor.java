package dev.portmux.operator.election;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Polls a Lease to find out whether anybody renews it. */
final class LeaseMonitor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseMonitor.class);
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    /** Six unchanged polls are four lease durations; any live candidate would have taken the Lease. */
    private static final int UNCHANGED_POLLS = 6;

    private final Resource<Lease> lease;
    private final Consumer<Lease> seen;
    private final Thread thread = Thread.ofVirtual().name("lease").unstarted(this::run);
    private volatile int unchanged;
    private String version = "";

    /** @param seen is told of the Lease at each poll */
    LeaseMonitor(Resource<Lease> lease, Consumer<Lease> seen) {
        this.lease = lease;
        this.seen = seen;
    }

    void start() {
        thread.start();
    }

    /** While the API server is away nothing is known, and the answer stays as it was. */
    boolean isRenewed() {
        return unchanged < UNCHANGED_POLLS;
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(INTERVAL);
                poll();
            }
        } catch (InterruptedException e) {
            LOG.debug("closed");
        }
    }

    void poll() {
        try {
            Lease now = lease.get();
            String current = now == null ? "" : now.getMetadata().getResourceVersion();
            unchanged = current.equals(version) ? unchanged + 1 : 0;
            version = current;
            if (now != null) {
                seen.accept(now);
            }
        } catch (KubernetesClientException e) {
            LOG.debug("the Lease cannot be read", e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
