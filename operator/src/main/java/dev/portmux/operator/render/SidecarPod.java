package dev.portmux.operator.render;

import dev.portmux.crds.PortMux;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;

/** The pod of one sidecar, within the restricted pod security standard. */
final class SidecarPod {
    private static final String ROUTES = "routes";
    private static final String TOKEN = "token";
    private static final String TMP = "tmp";
    private static final int MUX = 8000;
    private static final int ADMIN = 9090;

    private SidecarPod() {}

    static PodSpec render(PortMux owner, String image) {
        Shutdown shutdown = Shutdown.of(owner);
        PodSpec pod = new PodSpecBuilder()
                .withServiceAccountName(owner.getMetadata().getName())
                .withAutomountServiceAccountToken(false)
                .withTerminationGracePeriodSeconds(shutdown.graceSeconds())
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .withContainers(container(owner, image, shutdown))
                .addNewVolume()
                .withName(ROUTES)
                .withNewConfigMap()
                .withName(Owned.routes(owner))
                .endConfigMap()
                .endVolume()
                .addToVolumes(ApiTokenVolume.named(TOKEN))
                .addNewVolume()
                .withName(TMP)
                .withNewEmptyDir()
                .withSizeLimit(new Quantity("16Mi"))
                .endEmptyDir()
                .endVolume()
                .build();
        return Placement.into(pod, owner);
    }

    private static Container container(PortMux owner, String image, Shutdown shutdown) {
        ResourceRequirements resources = owner.getSpec().resources();
        boolean unset =
                resources.getLimits().isEmpty() && resources.getRequests().isEmpty();
        return new ContainerBuilder()
                .withName(SidecarDeployment.CONTAINER)
                .withImage(image)
                .addNewPort()
                .withName(SidecarDeployment.MUX_PORT)
                .withContainerPort(MUX)
                .withProtocol("TCP")
                .endPort()
                .addNewPort()
                .withName(SidecarDeployment.ADMIN_PORT)
                .withContainerPort(ADMIN)
                .withProtocol("TCP")
                .endPort()
                .addNewEnv()
                .withName("PORTMUX_LISTEN")
                .withValue("0.0.0.0:" + MUX)
                .endEnv()
                .addNewEnv()
                .withName("PORTMUX_ADMIN")
                .withValue("0.0.0.0:" + ADMIN)
                .endEnv()
                .addNewEnv()
                .withName("PORTMUX_ROUTES_FILE")
                .withValue("/etc/portmux/" + RoutesConfigMap.KEY)
                .endEnv()
                .addNewEnv()
                .withName("PORTMUX_ROUTES_CONFIGMAP")
                .withValue(owner.getMetadata().getNamespace() + "/" + Owned.routes(owner))
                .endEnv()
                .addNewEnv()
                .withName("PORTMUX_DRAIN")
                .withValue(String.valueOf(shutdown.drainSeconds()))
                .endEnv()
                .withResources(unset ? null : resources)
                .withStartupProbe(probe("/readyz", 1, 60))
                .withReadinessProbe(probe("/readyz", 5, 2))
                .withLivenessProbe(probe("/healthz", 10, 3))
                .withNewLifecycle()
                .withNewPreStop()
                .withNewSleep(Shutdown.LEAVE_SECONDS)
                .endPreStop()
                .endLifecycle()
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withRunAsNonRoot(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .addNewVolumeMount()
                .withName(ROUTES)
                .withMountPath("/etc/portmux")
                .withReadOnly(true)
                .endVolumeMount()
                .addNewVolumeMount()
                .withName(TOKEN)
                .withMountPath("/var/run/secrets/kubernetes.io/serviceaccount")
                .withReadOnly(true)
                .endVolumeMount()
                .addNewVolumeMount()
                .withName(TMP)
                .withMountPath("/tmp")
                .endVolumeMount()
                .build();
    }

    private static Probe probe(String path, int periodSeconds, int failures) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath(path)
                .withNewPort(SidecarDeployment.ADMIN_PORT)
                .endHttpGet()
                .withPeriodSeconds(periodSeconds)
                .withFailureThreshold(failures)
                .build();
    }
}
