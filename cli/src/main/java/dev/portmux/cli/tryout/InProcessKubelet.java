package dev.portmux.cli.tryout;

import dev.portmux.cli.tryout.server.Loopback;
import dev.portmux.sidecar.Sidecar;
import dev.portmux.sidecar.SidecarConfig;
import dev.portmux.sidecar.kube.ConfigMapRef;
import dev.portmux.sidecar.kube.KubeApi;
import dev.portmux.sidecar.observe.ConnectionListener;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Does the work of the kubelet and the Deployment controller: runs the sidecar of each Deployment and reports its pod as
 * ready. The sidecar runs in this process with the environment of its container, but listens on addresses of this machine.
 */
public final class InProcessKubelet implements ResourceEventHandler<Deployment>, AutoCloseable {
    private final KubernetesClient client;
    private final KubeApi access;
    private final InetSocketAddress listen;
    private final ConnectionListener listener;
    private final Map<String, Sidecar> running = new ConcurrentHashMap<>();
    private final CompletableFuture<Sidecar> first = new CompletableFuture<>();
    private final SharedIndexInformer<Deployment> deployments;

    /** @param listen where the data plane listens in place of the pod's own address */
    public InProcessKubelet(
            KubernetesClient client, KubeApi access, InetSocketAddress listen, ConnectionListener listener) {
        this.client = client;
        this.access = access;
        this.listen = listen;
        this.listener = listener;
        deployments = client.apps()
                .deployments()
                .inNamespace(EmbeddedCluster.NAMESPACE)
                .inform(this);
    }

    /** The first sidecar, or why it could not start. */
    public CompletableFuture<Sidecar> sidecar() {
        return first;
    }

    @Override
    public void onAdd(Deployment deployment) {
        try {
            var container =
                    deployment.getSpec().getTemplate().getSpec().getContainers().getFirst();
            var sidecar = Sidecar.start(config(container));
            running.put(deployment.getMetadata().getUid(), sidecar);
            new PodReport(client, deployment).ready(sidecar.admin().getPort());
            first.complete(sidecar);
        } catch (Exception e) {
            first.completeExceptionally(e);
        }
    }

    private SidecarConfig config(Container container) {
        var configMap = environment(container, "PORTMUX_ROUTES_CONFIGMAP").split("/", 2);
        return SidecarConfig.at(listen, new InetSocketAddress(Loopback.ADDRESS, 0))
                .configMap(new ConfigMapRef(access, configMap[0], configMap[1]))
                .listener(listener)
                .build();
    }

    private static String environment(Container container, String name) {
        return container.getEnv().stream()
                .filter(variable -> variable.getName().equals(name))
                .map(EnvVar::getValue)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the Deployment's container has no " + name));
    }

    @Override
    public void onUpdate(Deployment before, Deployment now) {
        // A new pod template would mean a new pod; routes change without one.
    }

    @Override
    public void onDelete(Deployment deployment, boolean finalStateUnknown) {
        var sidecar = running.remove(deployment.getMetadata().getUid());
        if (sidecar != null) {
            sidecar.close();
        }
    }

    @Override
    public void close() {
        deployments.close();
        running.values().forEach(Sidecar::close);
    }

    /** The Pod object and the Deployment's status, as they are when the one pod of the Deployment is ready. */
    private record PodReport(KubernetesClient client, Deployment deployment) {
        /** @param adminPort that the container's port {@code admin} has on this machine */
        void ready(int adminPort) {
            var pod = new PodBuilder()
                    .withNewMetadata()
                    .withNamespace(deployment.getMetadata().getNamespace())
                    .withName(deployment.getMetadata().getName() + "-0")
                    .withLabels(deployment.getSpec().getTemplate().getMetadata().getLabels())
                    .addNewOwnerReference()
                    .withApiVersion(deployment.getApiVersion())
                    .withKind(deployment.getKind())
                    .withName(deployment.getMetadata().getName())
                    .withUid(deployment.getMetadata().getUid())
                    .withController(true)
                    .endOwnerReference()
                    .endMetadata()
                    .withSpec(deployment.getSpec().getTemplate().getSpec())
                    .withNewStatus()
                    .withPhase("Running")
                    .withPodIP(Loopback.HOST)
                    .addNewPodIP(Loopback.HOST)
                    .addNewCondition()
                    .withType("Ready")
                    .withStatus("True")
                    .endCondition()
                    .endStatus()
                    .build();
            pod.getSpec().getContainers().stream()
                    .flatMap(container -> container.getPorts().stream())
                    .filter(port -> "admin".equals(port.getName()))
                    .forEach((ContainerPort port) -> port.setContainerPort(adminPort));
            client.resource(pod).create();
            client.resource(deployment).editStatus(current -> {
                current.setStatus(new DeploymentStatusBuilder()
                        .withObservedGeneration(current.getMetadata().getGeneration())
                        .withReplicas(1)
                        .withUpdatedReplicas(1)
                        .withReadyReplicas(1)
                        .withAvailableReplicas(1)
                        .addNewCondition()
                        .withType("Available")
                        .withStatus("True")
                        .withReason("MinimumReplicasAvailable")
                        .endCondition()
                        .build());
                return current;
            });
        }
    }
}
