package dev.portmux.operator.render;

import dev.portmux.crds.PortMux;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDKubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;

/**
 * What the sidecars may do: read their own table. A watch of one name is a list with a field selector, which the API
 * server allows by resource name.
 */
@KubernetesDependent(informer = @Informer(labelSelector = Owned.SELECTOR))
public final class SidecarRole extends CRUDKubernetesDependentResource<Role, PortMux> {

    @Override
    protected Role desired(PortMux owner, Context<PortMux> context) {
        return render(owner);
    }

    static Role render(PortMux owner) {
        return new RoleBuilder()
                .withMetadata(Owned.metadata(owner, owner.getMetadata().getName()))
                .addNewRule()
                .withApiGroups("")
                .withResources("configmaps")
                .withResourceNames(Owned.routes(owner))
                .withVerbs("list", "watch")
                .endRule()
                .build();
    }
}
