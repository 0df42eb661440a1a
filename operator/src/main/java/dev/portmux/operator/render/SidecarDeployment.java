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
 * The Deployment of the sidecar pods. Nothing in it depends on the routes, so a routing change restarts no pod.
 *
 * <p>Leave out a field at its default wherever the API server leaves it out: otherwise the desired object always differs
 * from the actual one, and the operator writes it again and again.
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

    static Deployment render(PortMux owner, SidecarImage image) {
        return new DeploymentBuilder()
                .withMetadata(Owned.metadata(owner, owner.getMetadata().getName()))
                .withNewSpec()
                // If unset it is not applied: then an autoscaler owns the number.
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
