package dev.portmux.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where and how the sidecar pods run, as in the spec of a pod.
 *
 * @param labels       beside those of the operator
 * @param drainTimeout how long a pod that ends keeps its connections, as a Gateway API duration; unset: 25s
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PodSettings(
        Map<String, String> labels,
        Map<String, String> annotations,
        Map<String, String> nodeSelector,
        List<Toleration> tolerations,
        @Nullable Affinity affinity,
        List<TopologySpreadConstraint> topologySpreadConstraints,
        @Nullable String priorityClassName,
        List<LocalObjectReference> imagePullSecrets,
        @Nullable String drainTimeout) {

    static final PodSettings UNSET =
            new PodSettings(Map.of(), Map.of(), Map.of(), List.of(), null, List.of(), null, List.of(), null);

    public PodSettings {
        labels = Absent.toEmpty(labels);
        annotations = Absent.toEmpty(annotations);
        nodeSelector = Absent.toEmpty(nodeSelector);
        tolerations = Absent.toEmpty(tolerations);
        topologySpreadConstraints = Absent.toEmpty(topologySpreadConstraints);
        imagePullSecrets = Absent.toEmpty(imagePullSecrets);
    }
}
