package dev.portmux.operator.render;

import dev.portmux.crds.PortMux;
import dev.portmux.crds.ServiceSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.Matcher;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDKubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import java.util.List;

/** The Service with the one port that clients connect to. */
@KubernetesDependent(informer = @Informer(labelSelector = Owned.SELECTOR))
public final class SidecarService extends CRUDKubernetesDependentResource<Service, PortMux> {

    @Override
    protected Service desired(PortMux owner, Context<PortMux> context) {
        return render(owner);
    }

    /** Server-side apply ignores ports that others have added, so they are compared here. */
    @Override
    public Matcher.Result<Service> match(Service actual, Service desired, PortMux owner, Context<PortMux> context) {
        return hasOnlyItsPort(actual, owner)
                ? super.match(actual, desired, owner, context)
                : Matcher.Result.computed(false, desired);
    }

    /**
     * Server-side apply would keep a port that somebody has added. A port that somebody has renumbered would make it fail,
     * because two ports would have one name. A merge patch replaces the list.
     */
    @Override
    public Service update(Service actual, Service desired, PortMux owner, Context<PortMux> context) {
        if (!hasOnlyItsPort(actual, owner)) {
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

    private static boolean hasOnlyItsPort(Service service, PortMux owner) {
        List<ServicePort> ports = service.getSpec().getPorts();
        return ports.size() == 1
                && ports.getFirst().getPort().equals(owner.getSpec().port());
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
                .withLoadBalancerClass(spec.loadBalancerClass())
                .withLoadBalancerSourceRanges(spec.loadBalancerSourceRanges())
                .withAllocateLoadBalancerNodePorts(spec.allocateLoadBalancerNodePorts())
                .withExternalTrafficPolicy(spec.externalTrafficPolicy())
                .withInternalTrafficPolicy(spec.internalTrafficPolicy())
                .withTrafficDistribution(spec.trafficDistribution())
                .withSessionAffinity(spec.sessionAffinity())
                .withIpFamilyPolicy(spec.ipFamilyPolicy())
                .withIpFamilies(spec.ipFamilies())
                .withSelector(Owned.podLabels(owner))
                .addNewPort()
                .withName(SidecarDeployment.MUX_PORT)
                .withPort(owner.getSpec().port())
                .withNewTargetPort(SidecarDeployment.MUX_PORT)
                // Number and protocol are the merge key of a port; server-side apply needs both.
                .withProtocol("TCP")
                .withNodePort(spec.nodePort())
                .endPort()
                .endSpec()
                .build();
    }
}
