package dev.portmux.operator.render;

import dev.portmux.crds.PortMux;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDKubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;

/** The ServiceAccount that sidecars use. It mounts no token by itself: the pods project one. */
@KubernetesDependent(informer = @Informer(labelSelector = Owned.SELECTOR))
public final class SidecarServiceAccount extends CRUDKubernetesDependentResource<ServiceAccount, PortMux> {

    @Override
    protected ServiceAccount desired(PortMux owner, Context<PortMux> context) {
        return render(owner);
    }

    static ServiceAccount render(PortMux owner) {
        return new ServiceAccountBuilder()
                .withMetadata(Owned.metadata(owner, owner.getMetadata().getName()))
                .withAutomountServiceAccountToken(false)
                .build();
    }
}
