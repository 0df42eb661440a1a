package dev.portmux.operator;

import dev.portmux.crds.PortMux;
import dev.portmux.crds.ServiceSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDKubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;

/** The Service with the one port that clients connect to. */
@KubernetesDependent(informer = @Informer(labelSelector = Owned.SELECTOR))
final class SidecarService extends CRUDKubernetesDependentResource<Service, PortMux> {

    @Override
    protected Service desired(PortMux owner, Context<PortMux> context) {
        return render(owner);
    }

    /**
     * Server-side apply would keep a port that somebody else has renumbered, and fail for its name, which is then there
     * twice. A merge patch replaces the list.
     */
    @Override
    public Service update(Service actual, Service desired, PortMux owner, Context<PortMux> context) {
        int wanted = owner.getSpec().port();
        boolean renumbered = actual.getSpec().getPorts().stream()
                .anyMatch(port -> SidecarDeployment.MUX_PORT.equals(port.getName()) && port.getPort() != wanted);
        if (renumbered) {
            Service ports = new ServiceBuilder()
                    .withNewSpec()
                    .withPorts(desired.getSpec().getPorts())
                    .endSpec()
                    .build();
            context.getClient()
                    .resource(actual)
                    .patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(ports));
        }
        return super.update(actual, desired, owner, context);
    }

    static Service render(PortMux owner) {
        ServiceSpec spec = owner.getSpec().service();
        return new ServiceBuilder()
                .withMetadata(Owned.metadata(owner, owner.getMetadata().getName()))
                .editMetadata()
                .addToAnnotations(spec.annotations())
                .endMetadata()
                .withNewSpec()
                .withType(spec.type() == null ? "ClusterIP" : spec.type())
                .withSelector(Owned.podLabels(owner))
                .addNewPort()
                .withName(SidecarDeployment.MUX_PORT)
                .withPort(owner.getSpec().port())
                .withNewTargetPort(SidecarDeployment.MUX_PORT)
                // The merge key of a port is its number and protocol: server-side apply needs both said.
                .withProtocol("TCP")
                .endPort()
                .endSpec()
                .build();
    }
}
