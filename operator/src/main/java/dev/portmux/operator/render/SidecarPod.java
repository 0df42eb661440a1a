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
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;

/** The pod of one sidecar, within the restricted pod security standard. */
final class SidecarPod {
    private static final String ROUTES = "routes";
    private static final String TOKEN = "token";
    private static final long TOKEN_SECONDS = 3600;
    private static final String TMP = "tmp";
    private static final int MUX = 8000;
    private static final int ADMIN = 9090;

    /**
     * A sidecar needs 0.65 s of CPU until it has settled (docs/benchmarks.md, "Start of the process"): with 25m, on a node
     * that gives no more, 26 s of the 60 s that the startup probe allows. Later it is enough for 300 connections a second
     * of 84 us each.
     */
    private static final Quantity CPU_REQUEST = new Quantity("25m");

    /**
     * The most measured is 66 MiB of PSS (docs/benchmarks.md: 60.5 at rest, 64.9 with 9,000 idle connections, 65.7 before
     * route changes); undecided connections may hold 8 MiB more; rounded up to a multiple of 16.
     */
    private static final Quantity MEMORY_REQUEST = new Quantity("80Mi");

    private SidecarPod() {}

    static PodSpec render(PortMux owner, SidecarImage image) {
        Shutdown shutdown = Shutdown.of(owner);
        PodSpec pod = new PodSpecBuilder()
                .withServiceAccountName(owner.getMetadata().getName())
                .withAutomountServiceAccountToken(false)
                // Variables for each Service of the namespace could be taken for settings of ours.
                .withEnableServiceLinks(false)
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
                .addToVolumes(token())
                .addNewVolume()
                .withName(TMP)
                .withNewEmptyDir()
                .withSizeLimit(new Quantity("16Mi"))
                .endEmptyDir()
                .endVolume()
                .build();
        return Placement.into(pod, owner, image);
    }

    private static Container container(PortMux owner, SidecarImage image, Shutdown shutdown) {
        return new ContainerBuilder()
                .withName(SidecarDeployment.CONTAINER)
                .withImage(image.name())
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
                .withResources(resources(owner))
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

    /** Without any the pods would be of the class BestEffort, which the kubelet evicts first. Limits are left to the user. */
    private static ResourceRequirements resources(PortMux owner) {
        ResourceRequirements given = owner.getSpec().resources();
        return given.getLimits().isEmpty() && given.getRequests().isEmpty()
                ? new ResourceRequirementsBuilder()
                        .addToRequests("cpu", CPU_REQUEST)
                        .addToRequests("memory", MEMORY_REQUEST)
                        .build()
                : given;
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

    /** The usual folder of an API client. Its token is valid for an hour, and the kubelet renews it. */
    private static Volume token() {
        return new VolumeBuilder()
                .withName(TOKEN)
                .withNewProjected()
                .addNewSource()
                .withNewServiceAccountToken()
                .withPath("token")
                .withExpirationSeconds(TOKEN_SECONDS)
                .endServiceAccountToken()
                .endSource()
                .addNewSource()
                .withNewConfigMap()
                .withName("kube-root-ca.crt")
                .addNewItem()
                .withKey("ca.crt")
                .withPath("ca.crt")
                .endItem()
                .endConfigMap()
                .endSource()
                .addNewSource()
                .withNewDownwardAPI()
                .addNewItem()
                .withPath("namespace")
                .withNewFieldRef("v1", "metadata.namespace")
                .endItem()
                .endDownwardAPI()
                .endSource()
                .endProjected()
                .build();
    }
}
