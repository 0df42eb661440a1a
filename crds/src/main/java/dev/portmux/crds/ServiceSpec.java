package dev.portmux.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Service in front of the sidecar pods.
 *
 * @param type ClusterIP, NodePort or LoadBalancer; unset: ClusterIP
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ServiceSpec(@Nullable String type, Map<String, String> annotations) {
    static final ServiceSpec UNSET = new ServiceSpec(null, Map.of());

    public ServiceSpec {
        annotations = Absent.toEmpty(annotations);
    }
}
