package dev.portmux.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule of the definition, broken once in a PortMux that is otherwise valid. */
class InvalidTest {
    private static final String VALID = """
            apiVersion: portmux.dev/v1alpha1
            kind: PortMux
            metadata: {name: edge}
            spec:
              port: 443
              routes:
                - {name: web, match: {protocol: http}, backendRef: {name: web, port: 80}}
                - {name: rest, match: {}, backendRef: {name: rest, port: 9000}}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /metadata/name                 | "9to5"                         | metadata.name must be a DNS label that begins with a letter and has at most 63 characters: the Service gets this name
            /spec/routes/0/match           | {}                             | spec.routes: a route with the empty match {} takes every connection: it must be the last route
            /spec/routes/0/match           | {protocol: http, grpc: {}}     | spec.routes[0].match: at most one of protocol, http, grpc, tls, postgresql, payload and regex may be set
            /spec/routes/0/match           | {payload: [{offset: 0, hex: ["535348"], mask: ff}]} | spec.routes[0].match.payload[0]: mask must have as many hex digits as each value of hex
            /spec/routes/0/backendRef      | {name: web}                    | spec.routes[0].backendRef: port is required for a Service
            /spec/detection                | {silence: 10s}                 | spec.detection: silence (500ms if unset) must be shorter than timeout (10s if unset)
            /spec/detection                | {timeout: 11m}                 | spec.detection.timeout: timeout must be at most 10m
            """)
    void breaksARule(String pointer, String value, String problem) throws IOException {
        assertThat(Definition.load().judge(changed(pointer, value)))
                .containsExactly(problem.startsWith("metadata") ? ": " + problem : problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /spec/port                     | 0                              | spec.port
            /spec/port                     | 65536                          | spec.port
            /spec/routes                   | []                             | spec.routes
            /spec/routes/0/name            | Web                            | spec.routes[0].name
            /spec/routes/0/match/protocol  | HTTP                           | spec.routes[0].match.protocol
            /spec/routes/0/match           | {http: {paths: [/]}}           | spec.routes[0].match.http
            /spec/routes/0/match           | {http: {pathPrefixes: [api]}}  | spec.routes[0].match.http.pathPrefixes[0]
            /spec/routes/0/match           | {tls: {serverNames: ["*"]}}    | spec.routes[0].match.tls.serverNames[0]
            /spec/routes/0/match           | {payload: [{offset: 0, hex: ["2a3"]}]} | spec.routes[0].match.payload[0].hex[0]
            /spec/routes/0/match           | {payload: [{offset: 1024, hex: ["2a"]}]} | spec.routes[0].match.payload[0].offset
            /spec/routes/0/backendRef/port | 70000                          | spec.routes[0].backendRef.port
            /spec/routes/0/backendRef/port | Http                           | spec.routes[0].backendRef.port
            /spec/detection                | {silence: 500}                 | spec.detection.silence
            /spec/replicas                 | -1                             | spec.replicas
            /spec/resources                | {limits: {memory: lots}}       | spec.resources.limits.memory
            /spec/service                  | {type: ExternalName}           | spec.service.type
            """)
    void leavesABound(String pointer, String value, String field) throws IOException {
        assertThat(Definition.load().judge(changed(pointer, value)))
                .singleElement()
                .asString()
                .startsWith(field + ": ");
    }

    private static JsonNode changed(String pointer, String value) {
        JsonNode resource = Serialization.unmarshal(VALID, JsonNode.class);
        int name = pointer.lastIndexOf('/');
        JsonNode parent = resource.at(pointer.substring(0, name));
        JsonNode changed =
                Serialization.unmarshal("value: " + value, JsonNode.class).get("value");
        ((ObjectNode) parent).set(pointer.substring(name + 1), changed);
        return resource;
    }
}
