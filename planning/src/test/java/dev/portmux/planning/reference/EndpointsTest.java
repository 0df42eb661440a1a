package dev.portmux.planning.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.routes.Backend;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EndpointsTest {
    private static final ServicePort HTTP =
            new ServicePortBuilder().withName("http").withPort(80).build();
    private static final ServicePort UNNAMED =
            new ServicePortBuilder().withPort(80).build();

    @Test
    void areThoseOfThePortsName() {
        EndpointSlice slice =
                slice("IPv4", "[{name: http, port: 8080}, {name: admin, port: 9090}]", "[{addresses: [10.1.0.1]}]");

        assertThat(Endpoints.ready(List.of(slice), HTTP)).containsExactly(new Backend("10.1.0.1", 8080));
        assertThat(Endpoints.ready(List.of(slice), UNNAMED)).isEmpty();
    }

    @Test
    void aPortWithoutANameIsTheOneWithAnEmptyName() {
        for (String name : List.of("{port: 8080}", "{name: '', port: 8080}")) {
            EndpointSlice slice = slice("IPv4", "[" + name + "]", "[{addresses: [10.1.0.1]}]");

            assertThat(Endpoints.ready(List.of(slice), UNNAMED)).containsExactly(new Backend("10.1.0.1", 8080));
            assertThat(Endpoints.ready(List.of(slice), HTTP)).isEmpty();
        }
    }

    @Test
    void aPortWithoutANumberHasNone() {
        assertThat(Endpoints.ready(List.of(slice("IPv4", "[{name: http}]", "[{addresses: [10.1.0.1]}]")), HTTP))
                .isEmpty();
    }

    @Test
    void onlyThoseThatAreNotReadyAreLeftOut() {
        EndpointSlice slice = slice("IPv4", "[{name: http, port: 80}]", """
                [{addresses: [10.1.0.1], conditions: {ready: true}}, {addresses: [10.1.0.2], conditions: {ready: false}},
                 {addresses: [10.1.0.3], conditions: {}}, {addresses: [10.1.0.4]}]""");

        assertThat(Endpoints.ready(List.of(slice), HTTP))
                .extracting(Backend::host)
                .containsExactly("10.1.0.1", "10.1.0.3", "10.1.0.4");
    }

    @Test
    void namesAreNoAddresses() {
        EndpointSlice names = slice("FQDN", "[{name: http, port: 80}]", "[{addresses: [a.example.com]}]");
        EndpointSlice six = slice("IPv6", "[{name: http, port: 80}]", "[{addresses: ['fd00::1']}]");

        assertThat(Endpoints.ready(List.of(names, six), HTTP)).containsExactly(new Backend("fd00::1", 80));
    }

    @Test
    void haveOneOrderWhateverThatOfTheSlices() {
        EndpointSlice one = slice("IPv4", "[{name: http, port: 80}]", "[{addresses: [10.1.0.3, 10.1.0.1]}]");
        EndpointSlice other = slice("IPv4", "[{name: http, port: 80}]", "[{addresses: [10.1.0.2, 10.1.0.1]}]");

        assertThat(Endpoints.ready(List.of(one, other), HTTP))
                .isEqualTo(Endpoints.ready(List.of(other, one), HTTP))
                .extracting(Backend::host)
                .containsExactly("10.1.0.1", "10.1.0.2", "10.1.0.3");
    }

    @Test
    void areAtMost1024() {
        String endpoints = IntStream.range(0, 1025)
                .mapToObj(i -> "{addresses: [10.1.%d.%d]}".formatted(i / 256, i % 256))
                .collect(Collectors.joining(", ", "[", "]"));

        assertThat(Endpoints.ready(List.of(slice("IPv4", "[{name: http, port: 80}]", endpoints)), HTTP))
                .hasSize(1024);
    }

    private static EndpointSlice slice(String type, String ports, String endpoints) {
        return Serialization.unmarshal("""
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                addressType: %s
                ports: %s
                endpoints: %s
                """.formatted(type, ports, endpoints.replace("\n", " ")), EndpointSlice.class);
    }
}
