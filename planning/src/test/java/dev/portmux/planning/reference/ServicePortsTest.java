package dev.portmux.planning.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.crds.BackendRef;
import dev.portmux.planning.reference.Resolution.Unresolved;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServicePortsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "spec: null",
                "spec: {}",
                "spec: {ports: null}",
                "spec: {ports: []}",
                "spec: {ports: [null]}",
                "spec: {ports: [{name: http}]}"
            })
    void aServiceWithoutPortsHasNone(String spec) {
        Service service = serviceWith(spec);

        assertThat(ServicePorts.of(service).find(new IntOrString(80))).isEmpty();
        assertThat(BackendRules.refusal(reference(new IntOrString(80)), "Service web", service))
                .contains(new Unresolved("BackendNotFound", "Service web has no port 80 (it has no ports)"));
    }

    @Test
    void theTcpPortIsMeantAmongPortsOfOneNumber() {
        ServicePorts ports = ServicePorts.of(service("[{name: a, port: 53, protocol: UDP}, {name: b, port: 53}]"));

        assertThat(ports.find(new IntOrString(53))).map(ServicePort::getName).contains("b");
        assertThat(ports.find(new IntOrString("a"))).map(ServicePort::getName).contains("a");
    }

    @Test
    void theTcpPortIsMeantWhereverItStands() {
        ServicePorts ports = ServicePorts.of(
                service(
                        "[{name: a, port: 53, protocol: SCTP}, {name: b, port: 53, protocol: TCP}, {name: c, port: 53, protocol: UDP}]"));

        assertThat(ports.find(new IntOrString(53))).map(ServicePort::getName).contains("b");
    }

    @Test
    void aPortWithoutTcpIsStillFoundSoThatItsProtocolCanBeNamed() {
        Service service = service("[{name: a, port: 53, protocol: UDP}, {name: b, port: 53, protocol: SCTP}]");

        assertThat(BackendRules.refusal(reference(new IntOrString(53)), "Service dns", service))
                .contains(new Unresolved("UnsupportedProtocol", "Service dns port 53 is UDP (expected: TCP)"));
    }

    @Test
    void aReferenceWithoutAPortFindsNone() {
        ServicePorts ports = ServicePorts.of(service("[{port: 80}]"));

        assertThat(ports.find(null)).isEmpty();
        assertThat(ports.without(null)).isEqualTo("has no port  (it has: 80)");
    }

    @Test
    void aNumberIsNoNameAndANameNoNumber() {
        ServicePorts ports = ServicePorts.of(service("[{name: web, port: 80}, {port: 81}]"));

        assertThat(ports.find(new IntOrString("80"))).isEmpty();
        assertThat(ports.find(new IntOrString(8))).isEmpty();
        assertThat(ports.find(new IntOrString(81))).isPresent();
        assertThat(ports.without(new IntOrString("http"))).isEqualTo("has no port http (it has: web 80, 81)");
    }

    @Test
    void aTcpPortIsNotRefused() {
        assertThat(BackendRules.refusal(
                        reference(new IntOrString(80)), "Service web", service("[{port: 80, protocol: TCP}]")))
                .isEmpty();
        assertThat(BackendRules.refusal(reference(new IntOrString(80)), "Service web", service("[{port: 80}]")))
                .isEmpty();
    }

    private static BackendRef reference(IntOrString port) {
        return BackendRef.service(null, "web", port);
    }

    private static Service service(String ports) {
        return serviceWith("spec: {ports: " + ports + "}");
    }

    private static Service serviceWith(String spec) {
        return Serialization.unmarshal("apiVersion: v1\nkind: Service\nmetadata: {name: web}\n" + spec, Service.class);
    }
}
