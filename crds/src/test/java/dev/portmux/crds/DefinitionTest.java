package dev.portmux.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What makes a definition pleasant and safe, checked at every node of the schema. */
class DefinitionTest {

    @Test
    void everyStringListAndMapIsBounded() throws IOException {
        assertThat(nodes("", Definition.load().root().at("/properties/spec")))
                .allSatisfy(
                        node -> assertThat(bounded(node.schema)).as(node.path).isTrue());
    }

    @Test
    void everyFieldOfTheSpecIsDescribed() throws IOException {
        assertThat(nodes("", Definition.load().root().at("/properties/spec")))
                .filteredOn(node -> !node.path.endsWith("[]"))
                .allSatisfy(node -> assertThat(node.schema.path("description").asText())
                        .as(node.path)
                        .endsWith("."));
    }

    @Test
    void everyIntegerSaysItsFormat() throws IOException {
        assertThat(nodes("", Definition.load().root()))
                .filteredOn(node -> node.schema.path("type").asText().equals("integer"))
                .allSatisfy(node -> assertThat(node.schema.path("format").asText())
                        .as(node.path)
                        .startsWith("int"));
    }

    @Test
    void aNewResourceIsNeitherReadyNorAccepted() throws IOException {
        JsonNode unset = Definition.load().root().at("/properties/status/default");

        PortMuxStatus status = Serialization.unmarshal(unset.toString(), PortMuxStatus.class);

        assertThat(status.observedGeneration()).isEqualTo(-1);
        assertThat(status.conditions())
                .allSatisfy(condition -> assertThat(condition.getStatus()).isEqualTo("Unknown"))
                .extracting(condition -> condition.getType())
                .containsExactly("Accepted", "ResolvedRefs", "Programmed", "Ready");
    }

    private record Node(String path, JsonNode schema) {}

    private static List<Node> nodes(String path, JsonNode schema) {
        List<Node> nodes = new ArrayList<>(List.of(new Node(path, schema)));
        schema.path("properties")
                .properties()
                .forEach(field -> nodes.addAll(nodes(path + "." + field.getKey(), field.getValue())));
        if (schema.has("items")) {
            nodes.addAll(nodes(path + "[]", schema.path("items")));
        }
        if (schema.path("additionalProperties").isObject()) {
            nodes.addAll(nodes(path + "[]", schema.path("additionalProperties")));
        }
        return nodes;
    }

    private static boolean bounded(JsonNode schema) {
        return switch (schema.path("type").asText()) {
            case "string" -> schema.has("maxLength") || schema.has("enum");
            case "array" -> schema.has("maxItems");
            case "object" -> !schema.has("additionalProperties") || schema.has("maxProperties");
            case "integer" -> schema.has("minimum") && schema.has("maximum");
            default -> schema.has("maxLength") || schema.path("type").asText().equals("boolean");
        };
    }
}
