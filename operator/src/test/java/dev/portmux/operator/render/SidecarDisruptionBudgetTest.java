package dev.portmux.operator.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.crds.PortMux;
import dev.portmux.operator.Resources;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SidecarDisruptionBudgetTest {

    @Test
    void isForMoreThanOneReplica() {
        assertThat(wanted("replicas: 1", Optional.empty())).isFalse();
        assertThat(wanted("replicas: 2", Optional.empty())).isTrue();
    }

    @Test
    void goesByTheDeploymentWhereAnAutoscalerHasTheNumber() {
        assertThat(wanted("", Optional.empty())).isFalse();
        assertThat(wanted("", Optional.of(deployment(1)))).isFalse();
        assertThat(wanted("", Optional.of(deployment(2)))).isTrue();
    }

    @Test
    void theSpecCountsMoreThanADeploymentThatHasNotCaughtUp() {
        assertThat(wanted("replicas: 1", Optional.of(deployment(2)))).isFalse();
    }

    private static boolean wanted(String replicas, Optional<Deployment> deployment) {
        String route = "{name: git, match: {protocol: ssh}, backendRef: {name: gitea, port: 22}}";
        PortMux edge = Resources.edge(List.of(route), replicas);
        return SidecarDisruptionBudget.wanted(edge, deployment);
    }

    private static Deployment deployment(int replicas) {
        return new DeploymentBuilder()
                .withNewSpec()
                .withReplicas(replicas)
                .endSpec()
                .build();
    }
}
