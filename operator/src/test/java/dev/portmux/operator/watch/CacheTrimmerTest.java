package dev.portmux.operator.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.operator.PortMuxOperator;
import dev.portmux.planning.reference.Endpoints;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.Config;
import java.util.List;
import org.junit.jupiter.api.Test;

class CacheTrimmerTest {
    @Test
    void theSliceOfAServiceWithoutPodsHasNone() {
        try (var client = PortMuxOperator.connect(Config.empty())) {
            EndpointSlice slice = client.getKubernetesSerialization().unmarshal("""
                    {"metadata": {"name": "edge-1", "labels": {"kubernetes.io/service-name": "edge"}},
                     "addressType": "IPv4", "ports": null, "endpoints": null}
                    """, EndpointSlice.class);

            assertThat(Endpoints.ready(List.of(slice, CacheTrimmer.slice(slice)), new ServicePort()))
                    .isEmpty();
        }
    }
}
