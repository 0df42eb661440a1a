package dev.portmux.cli.tryout.cluster;

import dev.portmux.cli.tryout.server.Loopback;
import dev.portmux.sidecar.ConfigMapRef;
import dev.portmux.sidecar.ConnectionListener;
import dev.portmux.sidecar.KubeApi;
import dev.portmux.sidecar.Sidecar;
import dev.portmux.sidecar.SidecarConfig;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the kubelet and the Deployment controller do: runs the sidecar of each Deployment and says that its pod is ready.
 * The sidecar runs in this process, from the environment of its container; only its addresses are those of this machine.
 */
public final class Kubelet implements ResourceEventHandler<Deployment>, AutoCloseable {
    private final KubernetesClient client;
    private final KubeApi access;
    private final InetSocketAddress listen;
    private final ConnectionListener listener;
    private final Map<String, Sidecar> running = new ConcurrentHashMap<>();
    private final CompletableFuture<Sidecar> first = new CompletableFuture<>();
    private final SharedIndexInformer<Deployment> deployments;

    /** @param listen where the data plane listens in place of the pod's own address */
    public Kubelet(KubernetesClient client, KubeApi access, InetSocketAddress listen, ConnectionListener listener) {
        this.client = client;
        this.access = access;
        this.listen = listen;
        this.listener = listener;
        deployments = client.apps().deployments().inNamespace(Cluster.NAMESPACE).inform(this);
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
}
