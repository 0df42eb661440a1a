package dev.portmux.operator.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.operator.Resources;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SidecarPodTest {
    private static final String ROUTE = "{name: web, match: {protocol: http}, backendRef: {name: web, port: 80}}";

    @Test
    void withoutResourcesItIsNotTheFirstToBeEvicted() {
        ResourceRequirements resources = resources("");

        assertThat(resources.getRequests())
                .isEqualTo(Map.of("cpu", new Quantity("25m"), "memory", new Quantity("80Mi")));
        assertThat(resources.getLimits()).isEmpty();
    }

    @Test
    void whatTheUserSetsIsLeftAsItIs() {
        assertThat(resources("resources: {limits: {memory: 1Gi}}"))
                .satisfies(resources -> assertThat(resources.getRequests()).isEmpty())
                .satisfies(resources ->
                        assertThat(resources.getLimits()).isEqualTo(Map.of("memory", new Quantity("1Gi"))));
        assertThat(resources("resources: {requests: {cpu: 1}}").getRequests())
                .isEqualTo(Map.of("cpu", new Quantity("1")));
    }

    @Test
    void usesTheCredentialsOfTheOperatorAndThoseOfThePortMux() {
        SidecarImage image = new SidecarImage("example/sidecar:1", List.of("shared", "both"));

        assertThat(SidecarPod.render(
                                Resources.edge(List.of(ROUTE), "pod: {imagePullSecrets: [{name: own}, {name: both}]}"),
                                image)
                        .getImagePullSecrets())
                .extracting(LocalObjectReference::getName)
                .containsExactly("shared", "both", "own");
    }

    private static ResourceRequirements resources(String more) {
        return SidecarPod.render(Resources.edge(List.of(ROUTE), more), SidecarImage.of("example/sidecar:1"))
                .getContainers()
                .getFirst()
                .getResources();
    }
}
