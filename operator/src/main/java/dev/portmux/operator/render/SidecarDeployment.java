package dev.portmux.operator.render;

import dev.portmux.crds.PortMux;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDKubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import java.util.Map;
import java.util.TreeMap;

/**
 * The sidecar pods. Nothing here depends on the routes, so that a routing change restarts no pod.
 *
 * <p>A field at its default is left out wherever the API server would leave it out too, or the comparison of what is
 * applied with what is there never comes to rest.
 */
@KubernetesDependent(informer = @Informer(labelSelector = Owned.SELECTOR))
public final class SidecarDeployment extends CRUDKubernetesDependentResource<Deployment, PortMux> {
    static final String CONTAINER = "portmux";
    static final String MUX_PORT = "mux";
    public static final String ADMIN_PORT = "admin";

    @Override
    protected Deployment desired(PortMux owner, Context<PortMux> context) {
        return render(owner, Model.of(context).sidecarImage());
    }

    static Deployment render(PortMux owner, String image) {
        return new DeploymentBuilder()
                .withMetadata(Owned.metadata(owner, owner.getMetadata().getName()))
                .withNewSpec()
                // Unset is left out: then the number belongs to an autoscaler.
                .withReplicas(owner.getSpec().replicas())
                .withNewSelector()
                .withMatchLabels(Owned.podLabels(owner))
                .endSelector()
                .withNewStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withNewMaxUnavailable(0)
                .endRollingUpdate()
                .endStrategy()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(labels(owner))
                .withAnnotations(owner.getSpec().pod().annotations())
                .endMetadata()
                .withSpec(SidecarPod.render(owner, image))
                .endTemplate()
                .endSpec()
                .build();
    }

    /** Ours win: by them the pods are found. */
    private static Map<String, String> labels(PortMux owner) {
        Map<String, String> labels = new TreeMap<>(owner.getSpec().pod().labels());
        labels.putAll(Owned.labels(owner));
        return labels;
    }
}
