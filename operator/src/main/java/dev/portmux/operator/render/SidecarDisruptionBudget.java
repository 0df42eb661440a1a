package dev.portmux.operator.render;

import dev.portmux.crds.PortMux;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.dependent.DependentResource;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDKubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import io.javaoperatorsdk.operator.processing.dependent.workflow.Condition;
import java.util.Optional;

/** Lets a node drain evict only one sidecar at a time. Rendered for more than one replica. */
@KubernetesDependent(informer = @Informer(labelSelector = Owned.SELECTOR))
public final class SidecarDisruptionBudget extends CRUDKubernetesDependentResource<PodDisruptionBudget, PortMux> {

    @Override
    protected PodDisruptionBudget desired(PortMux owner, Context<PortMux> context) {
        return render(owner);
    }

    static PodDisruptionBudget render(PortMux owner) {
        return new PodDisruptionBudgetBuilder()
                .withMetadata(Owned.metadata(owner, owner.getMetadata().getName()))
                .withNewSpec()
                .withNewMaxUnavailable(1)
                // A sidecar that is not ready serves no connection: it must not block the drain of its node.
                .withUnhealthyPodEvictionPolicy("AlwaysAllow")
                .withNewSelector()
                .withMatchLabels(Owned.podLabels(owner))
                .endSelector()
                .endSpec()
                .build();
    }

    /** Counts the replicas of the spec or, if unset, those that an autoscaler has set. */
    static boolean wanted(PortMux owner, Optional<Deployment> deployment) {
        return Optional.ofNullable(owner.getSpec().replicas())
                .or(() -> deployment.map(each -> each.getSpec().getReplicas()))
                .filter(replicas -> replicas > 1)
                .isPresent();
    }

    /** The condition of the framework for {@link #wanted}. */
    public static final class SeveralReplicas implements Condition<PodDisruptionBudget, PortMux> {
        @Override
        public boolean isMet(
                DependentResource<PodDisruptionBudget, PortMux> budget, PortMux owner, Context<PortMux> context) {
            return wanted(owner, context.getSecondaryResource(Deployment.class));
        }
    }
}
