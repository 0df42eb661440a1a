package dev.portmux.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.portmux.apiserver.EmbeddedApiServer;
import dev.portmux.crds.PortMux;
import dev.portmux.operator.render.RoutesConfigMap;
import dev.portmux.operator.render.SidecarImage;
import dev.portmux.routes.RoutingTable;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ServiceResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole operator, as configured for production, against the embedded API server. */
class PortMuxOperatorTest {
    private static final String WEB_AND_GIT = """
            apiVersion: portmux.dev/v1alpha1
            kind: PortMux
            metadata: {name: edge, namespace: shop}
            spec:
              port: 443
              routes:
                - {name: web, match: {protocol: http}, backendRef: {name: web, port: 80}}
                - {name: git, match: {protocol: ssh}, backendRef: {name: gitea, port: ssh}}
            """;

    private static EmbeddedApiServer server;
    private static KubernetesClient client;
    private static PortMuxOperator operator;
    private static FakeSidecar sidecar;

    @BeforeAll
    static void start() throws Exception {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
        server = EmbeddedApiServer.start();
        client = PortMuxOperator.connect(server.config());
        operator = PortMuxOperator.start(client, OperatorOptions.of("example/sidecar:1"));
        sidecar = new FakeSidecar();
    }

    @BeforeEach
    void backends() {
        client.resource(service("web", "10.96.0.1", "http", 80)).create();
        client.resource(service("gitea", "10.96.0.2", "ssh", 22)).create();
        client.resource(sidecar.pod("shop", "edge", "edge-1")).create();
        sidecar.reports(PortMuxOperatorTest::tableInConfigMap);
        apply(WEB_AND_GIT);
        giveTheServiceAnAddress();
        awaitCondition("Ready", "True");
    }

    @AfterEach
    void empty() {
        client.resources(PortMux.class).inNamespace("shop").delete();
        client.services().inNamespace("shop").delete();
        client.pods().inNamespace("shop").delete();
        client.discovery().v1().endpointSlices().inNamespace("shop").delete();
        await().untilAsserted(() -> assertThat(configMap()).isNull());
    }

    @AfterAll
    static void stop() {
        Awaitility.reset();
        operator.close();
        client.close();
        server.close();
        sidecar.close();
    }

    @Test
    void becomesReadyWhenTheReplicaServesItsTable() {
        assertThat(configMap().getData().get("routes.json"))
                .contains("\"backends\":[\"10.96.0.1:80\"]", "\"backends\":[\"10.96.0.2:22\"]");
        assertThat(edge().getStatus().table()).isEqualTo(tableInConfigMap());
        assertThat(edge().getStatus().address()).isEqualTo("10.96.0.9");
        assertThat(edge().getStatus().observedGeneration())
                .isEqualTo(edge().getMetadata().getGeneration());
    }

    @Test
    void recordsWhatHappensAsEvents() {
        apply(WEB_AND_GIT.replace("protocol: ssh", "protocol: gopher"));

        await().untilAsserted(() -> assertThat(
                        client.events().v1().events().inNamespace("shop").list().getItems())
                .filteredOn(event -> event.getRegarding().getName().equals("edge"))
                .extracting(Event::getType, Event::getReason)
                .contains(tuple("Normal", "Programmed"), tuple("Warning", "UnsupportedValue")));
    }

    @Test
    void isNotProgrammedWhileAReplicaLags() {
        String before = tableInConfigMap();
        sidecar.reports(() -> before);

        apply(WEB_AND_GIT.replace("name: git,", "name: code,"));

        awaitCondition("Programmed", "False");
        assertThat(condition("Programmed").orElseThrow().getMessage()).contains("edge-1 serves " + before);
        assertThat(condition("Reconciling").orElseThrow().getStatus()).isEqualTo("True");
        sidecar.reports(PortMuxOperatorTest::tableInConfigMap);
        awaitCondition("Programmed", "True");
        assertThat(condition("Reconciling")).isEmpty();
    }

    @Test
    void aRefusedSpecLeavesTheTableInForce() {
        String before = tableInConfigMap();

        apply(WEB_AND_GIT.replace("protocol: ssh", "protocol: gopher"));

        awaitCondition("Accepted", "False");
        assertThat(condition("Accepted").orElseThrow().getMessage())
                .startsWith("spec.routes[1].match.protocol: \"gopher\"");
        assertThat(condition("Stalled").orElseThrow().getStatus()).isEqualTo("True");
        assertThat(condition("Programmed").orElseThrow().getMessage()).contains(before + " stay in force");
        assertThat(tableInConfigMap()).isEqualTo(before);
    }

    @Test
    void aBackendThatGoesCostsItsOwnRouteAndComesBack() {
        client.services().inNamespace("shop").withName("gitea").delete();

        awaitCondition("ResolvedRefs", "False");
        assertThat(condition("ResolvedRefs").orElseThrow().getMessage())
                .isEqualTo("route \"git\": Service shop/gitea does not exist");
        assertThat(configMap().getData().get("routes.json"))
                .contains("\"backends\":[\"10.96.0.1:80\"]", "\"backends\":[]");
        client.resource(service("gitea", "10.96.0.3", "ssh", 22)).create();
        awaitCondition("ResolvedRefs", "True");
        awaitCondition("Ready", "True");
        assertThat(configMap().getData().get("routes.json")).contains("10.96.0.3:22");
    }

    /** A Service without a selector, whose slices somebody writes by hand, stands for what is outside the cluster. */
    @Test
    void endpointsOutsideTheClusterAreFollowedAsTheyChange() {
        client.resource(service("db", "None", "mysql", 3306)).create();
        client.resource(slice("db-outside", "IPv4", "192.0.2.7")).create();

        apply(WEB_AND_GIT + "    - {name: db, match: {protocol: mysql}, backendRef: {name: db, port: 3306}}\n");
        await().untilAsserted(() -> assertThat(routes()).contains("\"backends\":[\"192.0.2.7:13306\"]"));

        client.resource(slice("db-more", "IPv4", "192.0.2.8")).create();
        await().untilAsserted(
                        () -> assertThat(routes()).contains("\"backends\":[\"192.0.2.7:13306\",\"192.0.2.8:13306\"]"));

        client.resource(slice("db-named", "FQDN", "db.example.com")).create();
        awaitCondition("ResolvedRefs", "False");
        assertThat(condition("ResolvedRefs").orElseThrow().getMessage())
                .isEqualTo("route \"db\": EndpointSlice db-named of Service shop/db has addressType FQDN"
                        + " (expected: IPv4 or IPv6, because a sidecar asks no DNS)");
    }

    @Test
    void aBalancedRouteGoesToEndpointsAndEveryBackendIsWatched() {
        client.resource(slice("web-1", "IPv4", "10.1.0.1")).create();

        apply(WEB_AND_GIT.replace(
                "backendRef: {name: web, port: 80}",
                "backendRefs: [{name: web, port: 80, weight: 3}, {name: next, port: 80}], balance: RoundRobin"));
        awaitCondition("ResolvedRefs", "False");
        assertThat(condition("ResolvedRefs").orElseThrow().getMessage())
                .isEqualTo("route \"web\": backendRefs[1]: Service shop/next does not exist");
        client.resource(slice("next-1", "IPv4", "10.1.0.2")).create();
        client.resource(service("next", "10.96.0.5", "mysql", 80)).create();

        awaitCondition("ResolvedRefs", "True");
        assertThat(routes())
                .contains("\"groups\":[{\"weight\":3,\"backends\":[]},"
                        + "{\"weight\":1,\"backends\":[\"10.1.0.2:13306\"]}]");
    }

    @Test
    void repairsWhatOthersChange() {
        String before = tableInConfigMap();

        client.configMaps().inNamespace("shop").withName("edge-routes").delete();
        ownService().delete();

        await().untilAsserted(() -> assertThat(ownService().get()).isNotNull());
        await().untilAsserted(() -> assertThat(tableInConfigMap()).isEqualTo(before));
    }

    @Test
    void writesNothingWhenNothingChanges() {
        String before = edge().getMetadata().getResourceVersion();

        client.resource(service("unrelated", "10.96.0.7", "http", 80)).create();
        client.pods()
                .inNamespace("shop")
                .withName("edge-1")
                .edit(pod -> pod.edit()
                        .editMetadata()
                        .addToAnnotations("touched", "yes")
                        .endMetadata()
                        .build());

        int asked = sidecar.asked();
        await().untilAsserted(() -> assertThat(sidecar.asked()).isGreaterThan(asked));
        assertThat(edge().getMetadata().getResourceVersion()).isEqualTo(before);
    }

    @Test
    void takesAwayAPortThatOthersAdd() {
        ownService()
                .edit(service -> service.edit()
                        .editSpec()
                        .addNewPort()
                        .withName("admin")
                        .withPort(9090)
                        .withProtocol("TCP")
                        .endPort()
                        .endSpec()
                        .build());

        await().untilAsserted(() -> assertThat(ownService().get().getSpec().getPorts())
                .extracting(ServicePort::getPort)
                .containsExactly(443));
    }

    @Test
    void nothingUsesAServiceAccountOfSomebodyElse() {
        client.resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName("default")
                        .withNamespace("shop")
                        .endMetadata()
                        .build())
                .create();

        apply(WEB_AND_GIT.replace("name: edge", "name: default"));

        await().untilAsserted(() -> assertThat(portMux("default").getStatus().conditions())
                .filteredOn(condition -> condition.getType().equals("Programmed"))
                .singleElement()
                .satisfies(programmed -> {
                    assertThat(programmed.getReason()).isEqualTo("ApplyFailed");
                    assertThat(programmed.getMessage())
                            .startsWith("ServiceAccount")
                            .endsWith("exists and is not owned by this PortMux");
                }));
        assertThat(client.apps()
                        .deployments()
                        .inNamespace("shop")
                        .withName("default")
                        .get())
                .isNull();
        assertThat(client.rbac()
                        .roleBindings()
                        .inNamespace("shop")
                        .withName("default")
                        .get())
                .isNull();
        client.serviceAccounts().inNamespace("shop").withName("default").delete();
    }

    @Test
    void anEndpointChangeIsNoChangeOfReadinessAndNoEvent() {
        client.resource(slice("10.0.0.1")).create();
        client.services()
                .inNamespace("shop")
                .withName("web")
                .edit(web ->
                        web.edit().editSpec().withClusterIP("None").endSpec().build());
        await().untilAsserted(() ->
                assertThat(configMap().getData().get("routes.json")).contains("10.0.0.1"));
        await().untilAsserted(() -> assertThat(edge().getStatus().table()).isEqualTo(tableInConfigMap()));
        List<String> since = List.of(
                condition("Ready").orElseThrow().getLastTransitionTime(),
                condition("Programmed").orElseThrow().getLastTransitionTime());
        int events = events();
        String before = tableInConfigMap();
        sidecar.reports(() -> before);

        client.resource(slice("10.0.0.2")).update();

        await().untilAsserted(() -> assertThat(tableInConfigMap()).isNotEqualTo(before));
        int asked = sidecar.asked();
        await().untilAsserted(() -> assertThat(sidecar.asked()).isGreaterThan(asked + 1));
        assertThat(condition("Ready").orElseThrow().getStatus()).isEqualTo("True");
        sidecar.reports(PortMuxOperatorTest::tableInConfigMap);
        await().untilAsserted(() -> assertThat(edge().getStatus().table()).isEqualTo(tableInConfigMap()));
        assertThat(List.of(
                        condition("Ready").orElseThrow().getLastTransitionTime(),
                        condition("Programmed").orElseThrow().getLastTransitionTime()))
                .isEqualTo(since);
        assertThat(events()).isEqualTo(events);
    }

    @Test
    void tellsOfAServiceWithoutReadyEndpoints() {
        await().untilAsserted(() -> assertThat(message("BackendsUnavailable"))
                .contains("route \"web\": Service shop/web has no ready endpoints"));

        client.resource(slice("10.0.0.1")).create();

        await().untilAsserted(() -> assertThat(message("BackendsUnavailable"))
                .isEqualTo("route \"git\": Service shop/gitea has no ready endpoints"));
    }

    @Test
    void aSecondOperatorLeavesThePortMuxAlone() {
        String before = deployment().getMetadata().getResourceVersion();

        try (PortMuxOperator second = PortMuxOperator.start(
                client,
                new OperatorOptions(
                        SidecarImage.of("example/sidecar:2"),
                        Set.of(),
                        new OperatorOptions.Installation("other", "portmux"),
                        "other-1",
                        false))) {
            await().untilAsserted(() -> assertThat(message("Contested"))
                    .startsWith("operator default/portmux is in charge; other/portmux serves"));
            await().untilAsserted(() -> assertThat(client.events()
                            .v1()
                            .events()
                            .inNamespace("shop")
                            .list()
                            .getItems())
                    .extracting(Event::getReason, Event::getReportingInstance)
                    .contains(tuple("NotInCharge", "other-1")));
            assertThat(edge().getStatus().operator()).isEqualTo("default/portmux");
            assertThat(edge().getStatus().challenger()).isNull();
            assertThat(second.resources()).isEmpty();
            assertThat(deployment().getMetadata().getResourceVersion()).isEqualTo(before);
        }
    }

    @Test
    void hasADisruptionBudgetWhileThereAreSeveralReplicas() {
        apply(WEB_AND_GIT.replace("port: 443", "port: 443\n  replicas: 2"));
        await().untilAsserted(() -> assertThat(budget()).isNotNull());

        apply(WEB_AND_GIT.replace("port: 443", "port: 443\n  replicas: 1"));

        await().untilAsserted(() -> assertThat(budget()).isNull());
    }

    @Test
    void changesNothingWhilePaused() {
        String before = tableInConfigMap();
        annotate("true");
        awaitCondition("Paused", "True");

        apply(WEB_AND_GIT.replace("name: git,", "name: code,"));
        ownService().delete();
        awaitObserved("Paused");

        assertThat(tableInConfigMap()).isEqualTo(before);
        assertThat(ownService().get()).isNull();
        assertThat(edge().getStatus().observedGeneration())
                .isLessThan(edge().getMetadata().getGeneration());
        annotate("false");
        await().untilAsserted(() -> assertThat(tableInConfigMap()).isNotEqualTo(before));
        await().untilAsserted(() -> assertThat(condition("Paused")).isEmpty());
        giveTheServiceAnAddress();
        awaitCondition("Ready", "True");
    }

    private static void annotate(String paused) {
        client.resources(PortMux.class).inNamespace("shop").withName("edge").edit(edge -> {
            edge.getMetadata().setAnnotations(Map.of("portmux.dev/paused", paused));
            return edge;
        });
    }

    /** The condition is about the present generation. */
    private static void awaitObserved(String type) {
        await().untilAsserted(() -> assertThat(condition(type))
                .hasValueSatisfying(condition -> assertThat(condition.getObservedGeneration())
                        .isEqualTo(edge().getMetadata().getGeneration())));
    }

    private static Deployment deployment() {
        return client.apps().deployments().inNamespace("shop").withName("edge").get();
    }

    private static int events() {
        return client.events()
                .v1()
                .events()
                .inNamespace("shop")
                .list()
                .getItems()
                .size();
    }

    /** The endpoint of Service web. */
    private static EndpointSlice slice(String address) {
        return new EndpointSliceBuilder()
                .withNewMetadata()
                .withName("web-1")
                .withNamespace("shop")
                .addToLabels("kubernetes.io/service-name", "web")
                .endMetadata()
                .withAddressType("IPv4")
                .addNewPort()
                .withName("http")
                .withPort(80)
                .endPort()
                .addNewEndpoint()
                .withAddresses(address)
                .endEndpoint()
                .build();
    }

    private static PodDisruptionBudget budget() {
        return client.policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace("shop")
                .withName("edge")
                .get();
    }

    private static void awaitCondition(String type, String status) {
        await().untilAsserted(() -> assertThat(condition(type))
                .hasValueSatisfying(condition -> assertThat(condition.getStatus())
                        .as(condition.getMessage())
                        .isEqualTo(status)));
    }

    private static void apply(String yaml) {
        client.resource(Serialization.unmarshal(yaml, PortMux.class))
                .forceConflicts()
                .serverSideApply();
    }

    private static void giveTheServiceAnAddress() {
        await().untilAsserted(() -> assertThat(ownService().get()).isNotNull());
        ownService()
                .edit(service -> service.edit()
                        .editSpec()
                        .withClusterIP("10.96.0.9")
                        .endSpec()
                        .build());
    }

    private static ServiceResource<Service> ownService() {
        return client.services().inNamespace("shop").withName("edge");
    }

    private static PortMux edge() {
        return portMux("edge");
    }

    private static PortMux portMux(String name) {
        return client.resources(PortMux.class)
                .inNamespace("shop")
                .withName(name)
                .get();
    }

    private static Optional<Condition> condition(String type) {
        return Optional.ofNullable(edge().getStatus()).stream()
                .flatMap(status -> status.conditions().stream())
                .filter(condition -> condition.getType().equals(type))
                .findFirst();
    }

    private static String message(String type) {
        return condition(type).map(Condition::getMessage).orElse("");
    }

    private static ConfigMap configMap() {
        return client.configMaps().inNamespace("shop").withName("edge-routes").get();
    }

    private static String tableInConfigMap() {
        return Optional.ofNullable(configMap())
                .flatMap(RoutesConfigMap::read)
                .map(RoutingTable::hash)
                .orElse("none");
    }

    private static String routes() {
        return Optional.ofNullable(configMap().getData().get("routes.json")).orElse("none");
    }

    /** One ready endpoint of the port {@code mysql}; the Service is the first part of the name. */
    private static EndpointSlice slice(String name, String type, String address) {
        return new EndpointSliceBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("shop")
                .addToLabels("kubernetes.io/service-name", name.replaceFirst("-.*", ""))
                .endMetadata()
                .withAddressType(type)
                .addNewPort()
                .withName("mysql")
                .withPort(13306)
                .endPort()
                .addNewEndpoint()
                .withAddresses(address)
                .endEndpoint()
                .build();
    }

    private static Service service(String name, String clusterIp, String portName, int port) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("shop")
                .endMetadata()
                .withNewSpec()
                .withClusterIP(clusterIp)
                .addNewPort()
                .withName(portName)
                .withPort(port)
                .endPort()
                .endSpec()
                .build();
    }
}
