package dev.portmux.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.Config;
import org.junit.jupiter.api.Test;

/** What a real API server sends and the embedded one does not. */
class ConnectTest {

    @Test
    void aListThatIsNullIsEmpty() {
        try (var client = PortMuxOperator.connect(Config.empty())) {
            var slice = client.getKubernetesSerialization().unmarshal("""
                            {"apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice", "metadata": {"name": "web-1"},
                             "addressType": "IPv4", "endpoints": null, "ports": null}
                            """, EndpointSlice.class);

            assertThat(slice.getEndpoints()).isEmpty();
            assertThat(slice.getPorts()).isEmpty();
        }
    }
}
