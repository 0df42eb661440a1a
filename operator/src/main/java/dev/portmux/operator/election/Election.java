package dev.portmux.operator.election;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which replica of the operator works: the one that holds a Lease. The framework acquires and renews it. This class adds
 * what the framework leaves out: a leader that loses the Lease halts and writes nothing more, a leader that ends releases
 * the Lease, so that the next one need not wait until it expires, and a stalled election is noticed (java-operator-sdk
 * issue 3147).
 */
public final class Election {
    public static final Duration DURATION = LeaderElectionConfiguration.LEASE_DURATION_DEFAULT_VALUE;

    /** Field manager of the one write to the Lease that does not renew it. */
    static final String OWNER = "portmux-operator-owner";

    private static final Logger LOG = LoggerFactory.getLogger(Election.class);

    private final KubernetesClient client;
    private final Resource<Lease> lease;
    private final String name;
    private final String namespace;
    private final String deployment;
    private final String identity;
    private final LeaseMonitor monitor;
    private volatile boolean leads;
    private volatile boolean ending;

    /**
     * A candidate, which {@link #start} makes watch over the election.
     *
     * @param namespace  of the Lease
     * @param deployment name of the Deployment that all replicas belong to
     * @param identity   name of this replica
     */
    public Election(KubernetesClient client, String namespace, String deployment, String identity) {
        this.client = client;
        this.name = lease(deployment);
        this.deployment = deployment;
        this.lease = client.leases().inNamespace(namespace).withName(name);
        this.namespace = namespace;
        this.identity = identity;
        this.monitor = new LeaseMonitor(lease, this::seen);
    }

    static String lease(String deployment) {
        return deployment + "-operator";
    }

    /** Begins to look for a standstill. */
    public void start() {
        monitor.start();
    }

    /** What the framework needs to take part. */
    public LeaderElectionConfiguration configuration() {
        return new LeaderElectionConfiguration(
                name,
                namespace,
                DURATION,
                LeaderElectionConfiguration.RENEW_DEADLINE_DEFAULT_VALUE,
                LeaderElectionConfiguration.RETRY_PERIOD_DEFAULT_VALUE,
                identity,
                new LeaderCallbacks(this::won, this::lost, _ -> {}),
                false);
    }

    public boolean leads() {
        return leads;
    }

    /** Whether some replica renews the Lease, as far as is known. */
    public boolean isAlive() {
        return monitor.isRenewed();
    }

    private void won() {
        leads = true;
        Thread.ofVirtual().name("lease-owner").start(this::own);
    }

    /** A Lease that somebody deleted is made again by its holder, without an owner. */
    void seen(Lease now) {
        if (leads && now.getMetadata().getOwnerReferences().isEmpty()) {
            own();
        }
    }

    /** Makes the Lease the Deployment's, so that it goes with it. */
    void own() {
        try {
            Deployment owner = client.apps()
                    .deployments()
                    .inNamespace(namespace)
                    .withName(deployment)
                    .get();
            if (owner != null) {
                Lease owned = new LeaseBuilder()
                        .withNewMetadata()
                        .addNewOwnerReference()
                        .withApiVersion(owner.getApiVersion())
                        .withKind(owner.getKind())
                        .withName(deployment)
                        .withUid(owner.getMetadata().getUid())
                        .endOwnerReference()
                        .endMetadata()
                        .build();
                lease.patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.JSON_MERGE)
                                .withFieldManager(OWNER)
                                .build(),
                        Serialization.asJson(owned));
            }
        } catch (KubernetesClientException e) {
            LOG.warn("the Lease will stay when the operator is removed: {}", e.getMessage());
        }
    }

    private void lost() {
        leads = false;
        if (!ending) {
            halt();
        }
    }

    /** Ends the process at once: whatever it has under way is now the work of another. */
    public static void halt() {
        LOG.error("lost the Lease, ends");
        Runtime.getRuntime().halt(1);
    }

    /** From now on, losing the Lease is intended. */
    public void end() {
        ending = true;
        monitor.close();
    }

    /** Releases the Lease, if this replica holds it. To be called when nothing is under way any more. */
    public void release() {
        try {
            Lease held = lease.get();
            if (held != null && Objects.equals(held.getSpec().getHolderIdentity(), identity)) {
                held.getSpec().setHolderIdentity(null);
                client.resource(held).update();
            }
        } catch (KubernetesClientException e) {
            LOG.warn("the Lease was not released: {}", e.getMessage());
        }
    }
}
