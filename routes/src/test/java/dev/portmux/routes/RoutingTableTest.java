package dev.portmux.routes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingTableTest {
    private static final int LARGEST = 1 << 20;

    private static final String START =
            "{\"version\":1,\"timing\":{\"silenceMs\":500,\"deadlineMs\":10000,\"holdMs\":300},";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"protocol\":\"http\"}",
                "{\"http\":{}}",
                "{\"http\":{\"hosts\":[\"*.a.example\",\"a.example\"],\"pathPrefixes\":[\"/x\"],\"methods\":[\"GET\"],\"websocket\":true}}",
                "{\"grpc\":{}}",
                "{\"tls\":{\"serverNames\":[\"api.example.com\"],\"alpn\":[\"h2\"]}}",
                "{\"postgresql\":{\"databases\":[\"shop\"],\"users\":[\"app\"]}}",
                "{\"payload\":[{\"offset\":0,\"hex\":[\"474554\",\"504f53\"]},{\"offset\":4,\"hex\":[\"f0\"],\"mask\":\"f0\"}]}",
                "{\"regex\":\"GET /\"}"
            })
    void keepsEveryShapeOfMatch(String match) {
        String json = START + "\"routes\":[{\"name\":\"web\",\"match\":" + match
                + ",\"from\":[\"10.0.0.0/8\",\"fd00::/8\"],\"backends\":[\"10.96.1.7:80\",\"[fd00::7]:8443\"]}]}";

        assertThat(parse(json)).hasToString(json);
    }

    @Test
    void hashIsTheSameForTheSameTable() {
        String one = START
                + "\"routes\":[{\"name\":\"a\",\"match\":{\"tls\":{\"serverNames\":[\"b\",\"a.\"]}},\"backends\":[]}]}";
        String other =
                "{\"routes\":[{\"backends\":[],\"match\":{\"tls\":{\"serverNames\":[\"A\",\"b\"]}},\"name\":\"a\"}],\"version\":1}";

        assertThat(parse(one).hash())
                .matches("[0-9a-f]{8}")
                .isEqualTo(parse(other).hash());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"protocol":"http","regex":"a"}                 | routes[0].match.regex: a second field (expected: one match)
            {"prtcl":"http"}                                | routes[0].match.prtcl: unknown field
            {"http":{"hots":[]}}                            | routes[0].match.http.hots: unknown field
            {"tls":{"sni":[]}}                              | routes[0].match.tls.sni: unknown field
            {"payload":[{"ofset":0}]}                       | routes[0].match.payload[0].ofset: unknown field
            {"protocol":7}                                  | routes[0].match.protocol: 7 (expected: a string)
            {"payload":[]}                                  | routes[0].match.payload: 0 entries (expected: 1 to 16)
            {"payload":[{"hex":["2a3"]}]}                   | routes[0].match.payload[0].hex[0]: "2a3" (expected: an even number of hex digits)
            {"payload":[{"hex":["zz"]}]}                    | routes[0].match.payload[0].hex[0]: "zz" (expected: hex digits)
            {"payload":[{"offset":1024,"hex":["00"]}]}      | routes[0].match.payload[0].offset: 1024 (expected: offset and length within 1024)
            {"payload":[{"hex":["00"],"mask":"0000"}]}      | routes[0].match.payload[0].mask: "0000" (expected: as many bytes as hex "00")
            {"tls":{"serverNames":["a b"]}}                 | routes[0].match.tls.serverNames[0]: "a b" (expected: a host name, or *. and a host name)
            {"tls":{"alpn":[1]}}                            | routes[0].match.tls.alpn[0]: 1 (expected: a string)
            {"http":{"methods":["get"]}}                    | routes[0].match.http.methods[0]: "get" (expected: an upper-case method name)
            {"http":{"websocket":"yes"}}                    | routes[0].match.http.websocket: yes (expected: true or false)
            """)
    void namesTheFieldAndTheValue(String match, String message) {
        String json = "{\"version\":1,\"routes\":[{\"name\":\"a\",\"match\":" + match + ",\"backends\":[]}]}";

        assertThatThrownBy(() -> parse(json))
                .isInstanceOf(InvalidTableException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"version":2,"routes":[]}                                       | version: 2 (expected: 1)
            {"version":1,"routes":[],"x":1}                                 | x: unknown field
            {"version":1,"routes":[]} {}                                    | goes on after the end of the table
            {"version":1,"timing":{"x":1}}                                  | timing.x: unknown field
            {"version":1,"routes":[{"nme":"a"}]}                            | routes[0].nme: unknown field
            {"version":1,"version":1}                                       | not JSON at line 1, column 23: Duplicate field 'version'
            {"version":1,"routes":[{"name":"a"}]}                           | routes[0].match: missing
            {"version":1,"routes":[{"name":"A","match":{}}]}                | routes[0].name: "A" (expected: 1 to 63 lower-case letters, digits and '-', beginning and ending with no '-')
            {"version":1,"routes":[{"name":"a","match":{}},{"name":"a","match":{}}]} | routes[1].name: "a" (expected: a name used once)
            {"version":1,"routes":[{"name":"a","match":{},"from":["10.0.0.0/33"]}]}  | routes[0].from[0]: "10.0.0.0/33" (expected: a prefix length of 0 to 32)
            {"version":1,"routes":[{"name":"a","match":{},"backends":["web:80"]}]}   | routes[0].backends[0]: "web" (expected: an IPv4 or IPv6 address)
            {"version":1,"timing":{"holdMs":-1}}                            | timing.hold: -1 ms (expected: 0 to 3600000 ms)
            [                                                               | routing table: [ (expected: an object)
            """)
    void refusesWhatIsNoTable(String json, String message) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOf(InvalidTableException.class)
                .hasMessage(message);
    }

    @Test
    void isAtMostAMebibyte() {
        String json = "{\"version\":1,\"routes\":[]}";

        assertThat(parse(json + " ".repeat(LARGEST - json.length())).routes()).isEmpty();
        assertThatThrownBy(() -> parse(json + " ".repeat(LARGEST - json.length() + 1)))
                .hasMessage("routing table of " + (LARGEST + 1) + " bytes (expected: at most " + LARGEST + ")");
    }

    @Test
    void falseIsFalse() {
        String match = "{\"http\":{\"websocket\":false}}";

        assertThat(parse("{\"version\":1,\"routes\":[{\"name\":\"a\",\"match\":" + match + "}]}")
                        .routes()
                        .getFirst()
                        .match())
                .isEqualTo(new Match.Http(Set.of(), List.of(), Set.of(), false));
    }

    private static RoutingTable parse(String json) {
        return RoutingTable.parse(json.getBytes(UTF_8));
    }
}
