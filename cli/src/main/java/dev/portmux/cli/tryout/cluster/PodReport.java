package dev.portmux.cli.tryout.cluster;

import dev.portmux.cli.tryout.server.Loopback;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/** The Pod object and the Deployment's status, as they are when the one pod of the Deployment is ready. */
record PodReport(KubernetesClient client, Deployment deployment) {
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
