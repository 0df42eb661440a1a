package dev.portmux.operator.election;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which replica of the operator works: the one that holds a Lease. The framework stands for election and renews. Here is
 * what it leaves out: a leader that has lost the Lease writes nothing more, one that ends gives it up, so that the next
 * does not wait until it expires, and an election that has come to a standstill is noticed (java-operator-sdk issue
 * 3147).
 */
public final class Election {
    static final String LEASE = "portmux-operator";
    public static final Duration DURATION = LeaderElectionConfiguration.LEASE_DURATION_DEFAULT_VALUE;

    private static final Logger LOG = LoggerFactory.getLogger(Election.class);
    private static final Duration LOOK = Duration.ofSeconds(10);

    /** So many looks at the same Lease are four times as long as it lasts: whoever stands for election would have it. */
    private static final int PATIENCE = 6;

    private final KubernetesClient client;
    private final Resource<Lease> lease;
    private final String namespace;
    private final String identity;
    private final Thread looking = Thread.ofVirtual().name("lease").unstarted(this::lookAgainAndAgain);
    private volatile boolean leads;
    private volatile boolean ending;
    private volatile int unchanged;
    private String version = "";

    public Election(KubernetesClient client, String namespace, String identity) {
        this.client = client;
        this.lease = client.leases().inNamespace(namespace).withName(LEASE);
        this.namespace = namespace;
        this.identity = identity;
        looking.start();
    }

    public LeaderElectionConfiguration configuration() {
        return new LeaderElectionConfiguration(
                LEASE,
                namespace,
                DURATION,
                LeaderElectionConfiguration.RENEW_DEADLINE_DEFAULT_VALUE,
                LeaderElectionConfiguration.RETRY_PERIOD_DEFAULT_VALUE,
                identity,
                new LeaderCallbacks(() -> leads = true, this::lost, _ -> {}),
                false);
    }

    public boolean leads() {
        return leads;
    }

    /** Whether somebody renews the Lease, as far as is known: while the API server is away nothing is. */
    public boolean goesOn() {
        return unchanged < PATIENCE;
    }

    private void lookAgainAndAgain() {
        try {
            while (!ending) {
                Thread.sleep(LOOK);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void look() {
        try {
            Lease seen = lease.get();
            String now = seen == null ? "" : seen.getMetadata().getResourceVersion();
            unchanged = now.equals(version) ? unchanged + 1 : 0;
            version = now;
        } catch (KubernetesClientException e) {
            LOG.debug("the Lease cannot be read", e);
        }
    }

    private void lost() {
        leads = false;
        if (!ending) {
            halt();
        }
    }

    /** No orderly end: whatever this process has under way is now the work of another. */
    public static void halt() {
        LOG.error("lost the Lease, ends");
        Runtime.getRuntime().halt(1);
    }

    /** Losing the Lease is from now on what is wanted. */
    public void end() {
        ending = true;
        looking.interrupt();
    }

    /** Gives the Lease up, if it is held, once nothing is under way any more. */
    public void giveUp() {
        try {
            Lease held = lease.get();
            if (held != null && Objects.equals(held.getSpec().getHolderIdentity(), identity)) {
                held.getSpec().setHolderIdentity(null);
                client.resource(held).update();
            }
        } catch (KubernetesClientException e) {
            LOG.warn("the Lease was not given up: {}", e.getMessage());
        }
    }
}
