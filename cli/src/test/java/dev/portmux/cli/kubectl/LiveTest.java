package dev.portmux.cli.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portmux.apiserver.EmbeddedApiServer;
import dev.portmux.cli.Command;
import dev.portmux.crds.PortMux;
import dev.portmux.operator.PortMuxOperator;
import dev.portmux.routes.Backend;
import dev.portmux.routes.Match;
import dev.portmux.routes.Route;
import dev.portmux.routes.RoutingTable;
import dev.portmux.routes.Timing;
import dev.portmux.sidecar.Sidecar;
import dev.portmux.sidecar.SidecarConfig;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands against an API server, a kubeconfig and a sidecar that are real enough for them. */
class LiveTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @TempDir
    private static Path directory;

    private static EmbeddedApiServer server;
    private static KubernetesClient client;
    private static Sidecar sidecar;
    private static ServerSocket backend;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedApiServer.start();
        client = PortMuxOperator.connect(server.config());
        backend = new ServerSocket(0, 8, LOOPBACK);
        var table = new RoutingTable(
                Timing.DEFAULT,
                List.of(new Route(
                        "web",
                        new Match.Protocol("http"),
                        List.of(),
                        List.of(new Backend("127.0.0.1", backend.getLocalPort())))));
        sidecar = Sidecar.start(SidecarConfig.at(new InetSocketAddress(LOOPBACK, 0), new InetSocketAddress(LOOPBACK, 0))
                .table(table)
                .build());
        kubeconfig(server.url().toString());
        portMux(table.hash());
        create(Service.class, """
                {"metadata": {"name": "web", "namespace": "shop"}, "spec": {"clusterIP": "10.0.0.1", "ports": [{"port": 80}]}}""");
        create(ConfigMap.class, """
                {"metadata": {"name": "edge-routes", "namespace": "shop"}, "data": {"routes.json": %s}}""".formatted(
                        Serialization.asJson(new String(table.toJson(), StandardCharsets.UTF_8))));
        create(Pod.class, """
                {"metadata": {"name": "edge-1", "namespace": "shop", "labels": {"app": "edge"}},
                 "spec": {"containers": [{"name": "portmux", "ports": [{"name": "admin", "containerPort": %d}]}]},
                 "status": {"phase": "Running", "podIP": "127.0.0.1", "conditions": [{"type": "Ready", "status": "True"}]}}""".formatted(sidecar.admin().getPort()));
    }

    private static void portMux(String table) {
        var resource = Serialization.unmarshal("""
                {"metadata": {"name": "edge", "namespace": "shop"},
                 "spec": {"port": 443, "routes": [
                    {"name": "web", "match": {"protocol": "http"}, "backendRef": {"name": "web", "port": 80}},
                    {"name": "git", "match": {"protocol": "ssh"}, "backendRef": {"name": "gitea", "port": 22}}]},
                 "status": {"observedGeneration": 1, "table": "%s", "selector": "app=edge", "address": "10.0.0.9",
                    "conditions": [{"type": "Ready", "status": "True", "reason": "Ready", "message": ""}]}}""".formatted(table), PortMux.class);
        var status = resource.getStatus();
        var created = client.resource(resource).create();
        created.setStatus(status);
        client.resource(created).updateStatus();
    }

    private static <T extends HasMetadata> void create(Class<T> type, String json) {
        client.resource(Serialization.unmarshal(json, type)).create();
    }

    private static void kubeconfig(String url) throws IOException {
        var certificate =
                Base64.getEncoder().encodeToString(server.caCertificate().getBytes(StandardCharsets.US_ASCII));
        Files.writeString(directory.resolve("config"), """
                apiVersion: v1
                kind: Config
                clusters:
                  - {name: here, cluster: {server: "%s", certificate-authority-data: %s}}
                  - {name: nowhere, cluster: {server: "https://127.0.0.1:1"}}
                users: [{name: me, user: {token: secret}}]
                contexts:
                  - {name: shop, context: {cluster: here, user: me, namespace: shop}}
                  - {name: away, context: {cluster: nowhere, user: me}}
                current-context: shop
                """.formatted(url, certificate));
    }

    @AfterAll
    static void stop() throws IOException {
        sidecar.close();
        backend.close();
        client.close();
        server.close();
    }

    private static Command run(String... arguments) {
        return Command.of(KubectlMain.commandLine(), words(arguments));
    }

    private static String[] words(String... arguments) {
        return Stream.concat(
                        Stream.of(arguments),
                        Stream.of("--kubeconfig", directory.resolve("config").toString()))
                .toArray(String[]::new);
    }

    private static JsonNode web() throws IOException {
        return new ObjectMapper()
                .readTree(run("status", "edge", "-o", "json").out())
                .at("/routes/0");
    }

    @Test
    void statusCountsTheConnectionsOfTheSidecars() throws IOException {
        long before = web().path("total").asLong();
        try (var connection = new Socket(LOOPBACK, sidecar.listening().getPort())) {
            connection.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            try (var accepted = backend.accept()) {
                // A first byte: the sidecar has decided and relays.
                assertThat(accepted.getInputStream().read()).isEqualTo('G');
                var web = web();

                assertThat(web.path("open").asInt()).isEqualTo(1);
                assertThat(web.path("total").asLong()).isEqualTo(before + 1);
                assertThat(web.path("state").asText()).isEqualTo("not seen by the operator");
            }
        }
        var status = run("status", "edge");
        assertThat(status.err()).isEmpty();
        assertThat(status.exitCode()).isZero();
        assertThat(status.out())
                .startsWith(
                        "PortMux shop/edge   port 443 at 10.0.0.9   generation 1 programmed on 1 of 1 ready replica (");
    }

    @Test
    void tapShowsConnectionsAsTheyEnd() throws Exception {
        var printed = new PipedReader();
        var out = new PrintWriter(new PipedWriter(printed), true);
        var tap = CompletableFuture.supplyAsync(() -> KubectlMain.commandLine()
                .setOut(out)
                .execute(words("tap", "edge", "--result", "unknown", "--max", "2", "-o", "json")));
        try (var lines = new BufferedReader(printed)) {
            // Nothing says when the tap has reached the sidecar, so clients come until one is shown.
            while (!lines.ready()) {
                unknown();
            }
            var first = new ObjectMapper().readTree(lines.readLine());
            assertThat(first.path("pod").asText()).isEqualTo("edge-1");
            assertThat(first.path("result").asText()).isEqualTo("unknown");
            assertThat(first.path("reason").asText()).isEqualTo("no route matches; decided after 5 bytes");
            while (!tap.isDone()) {
                unknown();
            }
            assertThat(tap.join()).isZero();
        }
    }

    private static void unknown() throws IOException {
        try (var connection = new Socket(LOOPBACK, sidecar.listening().getPort())) {
            connection.getOutputStream().write("EHLO\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(connection.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void tapSaysWhatItCannotShow() {
        var lost = run("tap", "edge", "--result", "lost");
        assertThat(lost.err()).startsWith("kubectl portmux: result: \"lost\" (expected: matched, ");
        assertThat(lost.exitCode()).isEqualTo(2);
        assertBad("--max: -1 (expected: 0 or more)", run("tap", "edge", "--max", "-1"));
    }

    @Test
    void aPodThatIsGoneIsSaidSo() {
        create(Pod.class, """
                {"metadata": {"name": "edge-2", "namespace": "shop", "labels": {"app": "edge"}},
                 "spec": {"containers": [{"name": "portmux", "ports": [{"name": "admin", "containerPort": 1}]}]},
                 "status": {"phase": "Running", "podIP": "127.0.0.1", "conditions": [{"type": "Ready", "status": "True"}]}}""");
        try {
            var status = run("status", "edge");

            assertThat(status.exitCode()).isEqualTo(1);
            assertThat(status.out()).contains("programmed on 1 of 2 ready replicas", "no answer: HTTP 503");
        } finally {
            client.pods().inNamespace("shop").withName("edge-2").delete();
        }
    }

    @Test
    void statusOfAllIsATableOrYaml() {
        assertThat(run("status", "-A").out()).startsWith("NAMESPACE").contains("shop        edge");
        assertThat(run("status", "-o", "yaml").out()).contains("- namespace: \"shop\"");
        assertThat(run("status", "-n", "empty").err()).isEqualTo("no PortMux in namespace empty\n");
    }

    @Test
    void explainUsesTheTableInForce() {
        var explain = run("explain", "--text", "SSH-2.0-x\\r\\n");

        assertThat(explain.exitCode()).isZero();
        assertThat(explain.out()).contains("decision: close", "looks like: ssh");
        assertThat(run("explain", "edge", "--text", "GET / HTTP/1.1\\r\\n\\r\\n")
                        .out())
                .contains("decision: route web");
    }

    @Test
    void checkAsksTheClusterForServices() throws IOException {
        var check = run("check", "edge");

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out().lines())
                .contains(
                        "PortMux shop/edge, port 443, 2 routes",
                        "ERROR  spec.routes[1].backendRef: Service shop/gitea does not exist");

        var file = Files.writeString(directory.resolve("edge.yaml"), """
                apiVersion: portmux.dev/v1alpha1
                kind: PortMux
                metadata: {name: edge}
                spec:
                  port: 443
                  routes:
                    - {name: web, match: {protocol: http}, backendRef: {name: web, port: 81}}
                    - {name: git, match: {protocol: ssh}, backendRef: {name: gitea, port: 22}}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: gitea}
                spec: {ports: [{port: 22}]}
                """);
        assertThat(run("check", "-f", file.toString()).out().lines())
                .contains(
                        file + ": PortMux shop/edge, port 443, 2 routes",
                        "ERROR  spec.routes[0].backendRef: Service shop/web has no port 81 (it has: 80)   " + file
                                + ":7",
                        "1 error, 0 warnings");
    }

    @Test
    void checkLooksAtTheEndpointsOfABalancedRoute() throws IOException {
        create(Service.class, """
                {"metadata": {"name": "db", "namespace": "shop"}, "spec": {"clusterIP": "10.0.0.3", "ports": [{"port": 3306}]}}""");
        create(EndpointSlice.class, """
                {"metadata": {"name": "db-outside", "namespace": "shop", "labels": {"kubernetes.io/service-name": "db"}},
                 "addressType": "FQDN", "ports": [{"port": 3306}], "endpoints": [{"addresses": ["db.example.com"]}]}""");
        var file = Files.writeString(directory.resolve("balanced.yaml"), """
                apiVersion: portmux.dev/v1alpha1
                kind: PortMux
                metadata: {name: edge}
                spec:
                  port: 443
                  routes:
                    - name: web
                      match: {protocol: http}
                      backendRefs: [{name: web, port: 80}, {name: db, port: 3306}]
                      balance: RoundRobin
                """);

        assertThat(run("check", "-f", file.toString()).out().lines())
                .contains(
                        "ERROR  spec.routes[0].backendRefs[1]: EndpointSlice db-outside of Service shop/db has addressType"
                                + " FQDN (expected: IPv4 or IPv6, because a sidecar asks no DNS)   " + file + ":9");
    }

    @Test
    void whatCannotBeAskedIsSaidInOneSentence() throws IOException {
        var empty = Files.createFile(directory.resolve("empty"));
        assertBad(
                empty + ": not a kubeconfig (expected: what kubectl config view prints)",
                Command.of(KubectlMain.commandLine(), "status", "--kubeconfig", empty.toString()));
        assertBad("no PortMux \"egde\" in namespace shop (there are: edge)", run("status", "egde"));
        assertBad(
                "--context: \"home\" is not in " + directory.resolve("config") + " (it has: shop, away)",
                run("status", "edge", "--context", "home"));
        assertBad(
                "nowhere.yaml: no such kubeconfig (expected: a file that can be read at --kubeconfig, $KUBECONFIG or"
                        + " ~/.kube/config)",
                Command.of(KubectlMain.commandLine(), "status", "--kubeconfig", "nowhere.yaml"));
        assertThat(run("status", "--context", "away").err())
                .startsWith("kubectl portmux: cannot reach the cluster at https://127.0.0.1:1: ")
                .hasLineCount(1);
        assertBad("-A: with the name \"edge\" (expected: one of the two)", run("status", "edge", "-A"));
    }

    private static void assertBad(String message, Command command) {
        assertThat(command.err()).isEqualTo("kubectl portmux: " + message + "\n");
        assertThat(command.exitCode()).isEqualTo(2);
    }

    @Test
    void tabCompletesCommandsOptionsAndNames() {
        assertThat(complete(""))
                .extracting(line -> line.replaceFirst("\t.*", ""))
                .containsExactly("status", "tap", "explain", "check", ":4");
        assertThat(complete("status", "--al")).containsExactly("--all-namespaces\tOf all namespaces.", ":4");
        assertThat(complete("status", "-o", "")).containsExactly("text", "json", "yaml", ":4");
        assertThat(complete("check", "-f", "")).containsExactly(":0");
        assertThat(completeHere("status", "e")).containsExactly("edge", ":4");
        assertThat(completeHere("status", "edge", "")).containsExactly(":4");
        assertThat(completeHere("explain", "--text", "x", "")).containsExactly("edge", ":4");
        assertThat(completeHere("status", "--context", "a")).containsExactly("away", ":4");
        assertThat(complete("status", "--kubeconfig", "nowhere.yaml", "")).containsExactly(":4");
    }

    private static List<String> complete(String... words) {
        return CompleteMain.complete(List.of(words));
    }

    /** With the kubeconfig of this test. */
    private static List<String> completeHere(String command, String... words) {
        var kubeconfig = directory.resolve("config").toString();
        return CompleteMain.complete(Stream.concat(Stream.of(command, "--kubeconfig", kubeconfig), Stream.of(words))
                .toList());
    }
}
