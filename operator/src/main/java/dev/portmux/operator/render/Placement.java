package dev.portmux.operator.render;

import dev.portmux.crds.PodSettings;
import dev.portmux.crds.PortMux;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import java.util.List;
import java.util.stream.Stream;

/** Where the sidecar pods run, as their PortMux says. */
final class Placement {

    private Placement() {}

    static PodSpec into(PodSpec pod, PortMux owner, SidecarImage image) {
        PodSettings settings = owner.getSpec().pod();
        return new PodSpecBuilder(pod)
                .withNodeSelector(settings.nodeSelector())
                .withTolerations(settings.tolerations())
                .withAffinity(settings.affinity())
                .withTopologySpreadConstraints(spread(owner))
                .withPriorityClassName(settings.priorityClassName())
                .withImagePullSecrets(pullSecrets(settings, image))
                .build();
    }

    /** Those of the operator and those of the PortMux, each once: the list is a map by name. */
    private static List<LocalObjectReference> pullSecrets(PodSettings settings, SidecarImage image) {
        return Stream.concat(image.references().stream(), settings.imagePullSecrets().stream())
                .distinct()
                .toList();
    }

    /** A constraint without a selector would count no pod, so it gets that of the sidecars. */
    private static List<TopologySpreadConstraint> spread(PortMux owner) {
        return owner.getSpec().pod().topologySpreadConstraints().stream()
                .map(constraint -> constraint.getLabelSelector() != null
                        ? constraint
                        : constraint
                                .edit()
                                .withNewLabelSelector()
                                .withMatchLabels(Owned.podLabels(owner))
                                .endLabelSelector()
                                .build())
                .toList();
    }
}
