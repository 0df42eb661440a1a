package dev.portmux.planning.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.crds.BackendRef;
import dev.portmux.planning.reference.Resolution.Resolved;
import dev.portmux.planning.reference.Resolution.Unresolved;
import dev.portmux.routes.Backend;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.gatewayapi.v1beta1.ReferenceGrant;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterReferencesTest {
    private static final String PORTS =
            "ports: [{name: http, port: 80}, {name: dns, port: 53, protocol: UDP}, {name: peer, port: 7000, targetPort: 7001}]";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {name: web, port: 80}                 | clusterIP: 10.96.0.1   | 10.96.0.1:80
            {name: web, port: http}               | clusterIP: 10.96.0.1   | 10.96.0.1:80
            {name: web, port: 80, namespace: shop} | clusterIP: "fd00::1"  | [fd00::1]:80
            """)
    void findsTheClusterIp(String reference, String spec, String backend) {
        assertThat(resolve(reference, Optional.of(service(spec)), List.of()))
                .isEqualTo(new Resolved(List.of(Backend.parse(backend))));
    }

    @Test
    void findsTheReadyEndpointsOfAHeadlessService() {
        EndpointSlice one = slice(
                "[{addresses: [10.1.0.2], conditions: {ready: true}}, {addresses: [10.1.0.3], conditions: {ready: false}}]");
        EndpointSlice other = slice("[{addresses: [10.1.0.1]}, {addresses: [10.1.0.2], conditions: {ready: true}}]");

        assertThat(resolve("{name: web, port: peer}", Optional.of(service("clusterIP: None")), List.of(one, other)))
                .isEqualTo(new Resolved(List.of(new Backend("10.1.0.1", 7001), new Backend("10.1.0.2", 7001))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"clusterIP: 10.96.0.1", "clusterIP: None", "type: ClusterIP"})
    void endpointsAreThoseOfTheSlicesWhateverAddressTheServiceHas(String spec) {
        assertThat(endpoints(
                        "{name: web, port: 80}", spec, slice("[{addresses: [10.1.0.2]}, {addresses: [10.1.0.1]}]")))
                .isEqualTo(new Resolved(List.of(new Backend("10.1.0.1", 8080), new Backend("10.1.0.2", 8080))));
    }

    @Test
    void endpointsFollowTheRulesForReferences() {
        assertThat(endpoints("{name: web, port: 81}", "clusterIP: 10.96.0.1"))
                .isEqualTo(new Unresolved(
                        "BackendNotFound", "Service shop/web has no port 81 (it has: http 80, dns 53, peer 7000)"));
    }

    /** Slices that somebody wrote by hand for what is outside the cluster. */
    @Test
    void hostNamesAreRefusedByName() {
        EndpointSlice names = slice("[{addresses: [db.example.com]}]")
                .edit()
                .withAddressType("FQDN")
                .withNewMetadata()
                .withName("web-outside")
                .endMetadata()
                .build();
        var refusal = new Unresolved(
                "UnsupportedAddress",
                "EndpointSlice web-outside of Service shop/web has addressType FQDN"
                        + " (expected: IPv4 or IPv6, because a sidecar asks no DNS)");

        assertThat(endpoints("{name: web, port: 80}", "clusterIP: 10.96.0.1", names))
                .isEqualTo(refusal);
        assertThat(resolve("{name: web, port: 80}", Optional.of(service("clusterIP: None")), List.of(names)))
                .isEqualTo(refusal);
        assertThat(resolve("{name: web, port: 80}", Optional.of(service("clusterIP: 10.96.0.1")), List.of(names)))
                .isEqualTo(new Resolved(List.of(new Backend("10.96.0.1", 80))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {name: web, port: 81}                   | clusterIP: 10.96.0.1 | BackendNotFound     | Service shop/web has no port 81 (it has: http 80, dns 53, peer 7000)
            {name: web, port: dns}                  | clusterIP: 10.96.0.1 | UnsupportedProtocol | Service shop/web port dns is UDP (expected: TCP)
            {name: web, port: 80}                   | type: ExternalName   | InvalidKind         | Service shop/web is of type ExternalName, which is refused
            {name: web, port: 80, namespace: other} | clusterIP: 10.96.0.1 | RefNotPermitted     | Service other/web is in another namespace (expected: one in shop, or a ReferenceGrant in other from PortMuxes in shop)
            {name: web, kind: Pod}                  | clusterIP: 10.96.0.1 | InvalidKind         | kind "Pod" of group "" (expected: a core Service)
            """)
    void saysWhyNot(String reference, String spec, String reason, String message) {
        assertThat(resolve(reference, Optional.of(service(spec)), List.of()))
                .isEqualTo(new Unresolved(reason, message));
    }

    @Test
    void saysThatTheServiceDoesNotExist() {
        assertThat(resolve("{name: web, port: 80}", Optional.empty(), List.of()))
                .isEqualTo(new Unresolved("BackendNotFound", "Service shop/web does not exist"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            true  | from: [{group: portmux.dev, kind: PortMux, namespace: shop}], to: [{group: "", kind: Service}]
            true  | from: [{group: portmux.dev, kind: PortMux, namespace: shop}], to: [{group: "", kind: Service, name: web}]
            true  | from: [{group: x, kind: Y, namespace: shop}, {group: portmux.dev, kind: PortMux, namespace: shop}], to: [{group: "", kind: Secret}, {group: "", kind: Service}]
            false | from: [{group: portmux.dev, kind: PortMux, namespace: shop}], to: [{group: "", kind: Service, name: api}]
            false | from: [{group: portmux.dev, kind: PortMux, namespace: shop}], to: [{group: "", kind: Secret}]
            false | from: [{group: portmux.dev, kind: PortMux, namespace: shop}], to: [{group: example.com, kind: Service}]
            false | from: [{group: portmux.dev, kind: PortMux, namespace: blog}], to: [{group: "", kind: Service}]
            false | from: [{group: portmux.dev, kind: Edge, namespace: shop}], to: [{group: "", kind: Service}]
            false | from: [{group: gateway.networking.k8s.io, kind: PortMux, namespace: shop}], to: [{group: "", kind: Service}]
            """)
    void entersAnotherNamespaceOnlyWithItsGrant(boolean permitted, String spec) {
        ReferenceGrant grant = Serialization.unmarshal(
                "apiVersion: gateway.networking.k8s.io/v1beta1\nkind: ReferenceGrant\nspec: {%s}".formatted(spec),
                ReferenceGrant.class);

        Resolution resolution = resolve(
                "{name: web, port: 80, namespace: other}",
                Optional.of(service("clusterIP: 10.96.0.1")),
                List.of(),
                List.of(grant));

        assertThat(resolution instanceof Resolved).isEqualTo(permitted);
    }

    private static Resolution resolve(String reference, Optional<Service> service, List<EndpointSlice> slices) {
        return resolve(reference, service, slices, List.of());
    }

    private static Resolution resolve(
            String reference, Optional<Service> service, List<EndpointSlice> slices, List<ReferenceGrant> grants) {
        return new ClusterReferences(new Cluster(service, slices, grants)).resolve("shop", read(reference));
    }

    private static Resolution endpoints(String reference, String spec, EndpointSlice... slices) {
        return new ClusterReferences(new Cluster(Optional.of(service(spec)), List.of(slices), List.of()))
                .endpoints("shop", read(reference));
    }

    private static BackendRef read(String reference) {
        return Serialization.unmarshal("backendRef: " + reference, Route.class).backendRef;
    }

    private record Cluster(Optional<Service> service, List<EndpointSlice> slices, List<ReferenceGrant> grants)
            implements ServiceCache {
        @Override
        public Optional<Service> service(ServiceName id) {
            return service;
        }

        @Override
        public List<EndpointSlice> slices(ServiceName id) {
            return slices;
        }

        @Override
        public List<ReferenceGrant> grants(String namespace) {
            return grants;
        }
    }

    private record Route(BackendRef backendRef) {}

    private static Service service(String spec) {
        return Serialization.unmarshal("""
                apiVersion: v1
                kind: Service
                metadata: {name: web, namespace: shop}
                spec:
                  %s
                  %s
                """.formatted(spec, PORTS), Service.class);
    }

    private static EndpointSlice slice(String endpoints) {
        return Serialization.unmarshal("""
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                addressType: IPv4
                ports: [{name: http, port: 8080}, {name: peer, port: 7001}]
                endpoints: %s
                """.formatted(endpoints), EndpointSlice.class);
    }
}
