package dev.portmux.routes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"proxyProtocol\":{\"mode\":\"Lazy\",\"trustedSources\":[\"10.0.0.0/8\",\"fd00::/8\"]},",
                "\"timeouts\":{\"connectMs\":1000,\"idleMs\":60000,\"halfClosedMs\":0,\"keepAliveMs\":30000},",
                "\"limits\":{\"connections\":100,\"connectionsPerSource\":10,\"undecidedPerSource\":5,\"newConnectionsPerSecondPerSource\":50},",
                "\"limits\":{\"undecidedPerSource\":5},",
                "\"accessLog\":{\"mode\":\"Failures\",\"firstBytes\":64},",
                ""
            })
    void keepsWhatHoldsForAllConnections(String policy) {
        String json = table(policy, "\"match\":{},\"backends\":[]");

        assertThat(parse(json)).hasToString(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"match\":{\"protocol\":\"ssh\"},\"silence\":true,\"backends\":[\"10.0.0.1:22\"]",
                "\"match\":{},\"balance\":\"SourceHash\",\"maxConnections\":500,\"backends\":[\"10.0.0.1:22\"]",
                "\"match\":{},\"groups\":[{\"weight\":9,\"backends\":[\"10.0.0.1:22\"]},{\"weight\":1,\"proxyProtocol\":\"V2\",\"backends\":[]}]",
            })
    void keepsTheOptionsOfARoute(String route) {
        String json = table("", route);

        assertThat(parse(json)).hasToString(json);
    }

    @Test
    void learningIsPartOfTheTiming() {
        String json = table("", "\"match\":{},\"backends\":[]").replace("300}", "300,\"learn\":true}");

        assertThat(parse(json).timing().learn()).isTrue();
        assertThat(parse(json)).hasToString(json);
    }

    @Test
    void whatIsUsualIsLeftOut() {
        String usual = "\"timeouts\":{\"connectMs\":3000},\"limits\":{},\"accessLog\":{\"mode\":\"All\"},";
        String route =
                "\"match\":{},\"silence\":false,\"balance\":\"RoundRobin\",\"groups\":[{\"weight\":1,\"backends\":[]}]";

        assertThat(parse(table(usual, route))).hasToString(table("", "\"match\":{},\"backends\":[]"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "proxyProtocol":{"mode":"lazy"},       | proxyProtocol.mode: "lazy" (expected: Require, Lazy, Optional)
            "proxyProtocol":{"mode":"Lazy"},       | proxyProtocol.trustedSources: none (expected: the addresses of the load balancer)
            "proxyProtocol":{"trusted":[]},        | proxyProtocol.trusted: unknown field
            "timeouts":{"connectMs":0},            | timeouts.connectMs: 0 (expected: 1 to 604800000)
            "timeouts":{"idleMs":-1},              | timeouts.idleMs: -1 (expected: 0 to 604800000)
            "timeouts":{"keepAliveMs":999},        | timeouts.keepAliveMs: 999 (expected: 1000 to 32767000)
            "timeouts":{"idle":1},                 | timeouts.idle: unknown field
            "limits":{"connections":-1},           | limits.connections: -1 (expected: 0 to 1000000)
            "limits":{"connectionsPerSource":1000001}, | limits.connectionsPerSource: 1000001 (expected: 0 to 1000000)
            "accessLog":{"firstBytes":65},         | accessLog.firstBytes: 65 (expected: 0 to 64)
            "accessLog":{"mode":"off"},            | accessLog.mode: "off" (expected: All, Failures, Off)
            """)
    void namesTheFieldAndTheValue(String policy, String message) {
        assertThatThrownBy(() -> parse(table(policy, "\"match\":{},\"backends\":[]")))
                .isInstanceOf(InvalidTableException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "match":{},"balance":"Random"                           | routes[0].balance: "Random" (expected: RoundRobin, LeastConnections, SourceHash)
            "match":{},"maxConnections":-5                          | routes[0].maxConnections: -5 (expected: 0 to 1000000)
            "match":{},"groups":[{"weight":1000001}]                | routes[0].groups[0].weight: 1000001 (expected: 0 to 1000000)
            "match":{},"groups":[{"proxyProtocol":"V3"}]            | routes[0].groups[0].proxyProtocol: "V3" (expected: V1, V2)
            "match":{},"groups":[{"backend":[]}]                    | routes[0].groups[0].backend: unknown field
            "match":{},"backends":[],"groups":[]                    | routes[0].groups: backends and groups (expected: one of them)
            """)
    void namesTheFieldAndTheValueOfARoute(String route, String message) {
        assertThatThrownBy(() -> parse(table("", route)))
                .isInstanceOf(InvalidTableException.class)
                .hasMessage(message);
    }

    @Test
    void trustsTheSourcesThatItNames() {
        var lazy = new ProxyProtocol(ProxyProtocol.Mode.LAZY, List.of(Cidr.parse("10.0.0.0/8")));

        assertThat(lazy.trusts(new byte[] {10, 1, 2, 3})).isTrue();
        assertThat(lazy.trusts(new byte[] {11, 1, 2, 3})).isFalse();
    }

    @Test
    void aTimeLimitIsAtMostAWeek() {
        Duration week = Duration.ofDays(7);

        assertThat(new Timeouts(week, week, week, Duration.ZERO).idle()).isEqualTo(week);
    }

    @Test
    void aSourceIsCountedForEachOfItsLimits() {
        assertThat(new ConnectionLimits(5, 0, 0, 0).bySource()).isFalse();
        assertThat(new ConnectionLimits(0, 1, 0, 0).bySource()).isTrue();
        assertThat(new ConnectionLimits(0, 0, 1, 0).bySource()).isTrue();
        assertThat(new ConnectionLimits(0, 0, 0, 1).bySource()).isTrue();
    }

    private static String table(String policy, String route) {
        return "{\"version\":1,\"timing\":{\"silenceMs\":500,\"deadlineMs\":10000,\"holdMs\":300}," + policy
                + "\"routes\":[{\"name\":\"a\"," + route + "}]}";
    }

    private static RoutingTable parse(String json) {
        return RoutingTable.parse(json.getBytes(UTF_8));
    }
}
