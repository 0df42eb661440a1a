package dev.portmux.operator.render;

import dev.portmux.crds.PortMux;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDKubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;

/** Gives the sidecars their role. */
@KubernetesDependent(informer = @Informer(labelSelector = Owned.SELECTOR))
public final class SidecarRoleBinding extends CRUDKubernetesDependentResource<RoleBinding, PortMux> {

    @Override
    protected RoleBinding desired(PortMux owner, Context<PortMux> context) {
        return render(owner);
    }

    static RoleBinding render(PortMux owner) {
        String name = owner.getMetadata().getName();
        return new RoleBindingBuilder()
                .withMetadata(Owned.metadata(owner, name))
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", name)
                .addNewSubject()
                .withKind("ServiceAccount")
                .withName(name)
                .withNamespace(owner.getMetadata().getNamespace())
                .endSubject()
                .build();
    }
}
