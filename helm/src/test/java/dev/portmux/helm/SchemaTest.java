package dev.portmux.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code values.yaml} and its schema say the same, and the schema lets no unknown key pass. */
class SchemaTest {
    private final JsonNode schema = read("values.schema.json");
    private final JsonNode values = read("values.yaml");

    @Test
    void everyValueIsExplainedOrPartOfOneThatIs() throws IOException {
        var explained =
                DocumentedValue.all().stream().map(DocumentedValue::path).collect(Collectors.toSet());

        assertThat(leaves("", values))
                .allMatch(path ->
                        explained.stream().anyMatch(whole -> path.equals(whole) || path.startsWith(whole + ".")));
    }

    @Test
    void everyValueIsInTheSchemaAndTheOtherWayRound() {
        var ours = new TreeSet<String>();
        var described = new TreeSet<String>();
        compare("", values, schema, ours, described);
        described.remove("global");

        assertThat(described).isEqualTo(ours);
    }

    @Test
    void everyObjectIsClosedOrSaysWhatChecksIt() {
        var open = new ArrayList<String>();
        findOpen("", schema, open);

        assertThat(open).isEmpty();
    }

    /** Kubernetes' own types, as the API server knows them: Helm refuses an object with a field that it does not know. */
    @Test
    void whatIsOpenIsKubernetesOrHelm() {
        assertThat(schema.findValuesAsText("$comment"))
                .allMatch(reason -> reason.startsWith("Kubernetes: ") || reason.startsWith("Helm "));
    }

    private static Set<String> leaves(String path, JsonNode node) {
        var found = new TreeSet<String>();
        if (!node.isObject() || node.isEmpty()) {
            found.add(path.substring(1));
        }
        node.properties().forEach(field -> found.addAll(leaves(path + "." + field.getKey(), field.getValue())));
        return found;
    }

    /** Walks both as deep as the schema names keys and the values have them. */
    private void compare(String path, JsonNode value, JsonNode rule, Set<String> ours, Set<String> described) {
        var properties = resolve(rule).path("properties");
        if (properties.isMissingNode() || value.isEmpty()) {
            return;
        }
        value.fieldNames().forEachRemaining(key -> ours.add(path + key));
        properties.fieldNames().forEachRemaining(key -> described.add(path + key));
        value.properties()
                .forEach(field -> compare(
                        path + field.getKey() + ".",
                        field.getValue(),
                        properties.path(field.getKey()),
                        ours,
                        described));
    }

    private static void findOpen(String path, JsonNode node, List<String> open) {
        if (node.path("type").asText().equals("object")
                && !node.has("$comment")
                && (node.path("additionalProperties").asBoolean(true)
                        && !node.path("additionalProperties").isObject())) {
            open.add(path.isEmpty() ? "/" : path);
        }
        node.properties().forEach(field -> findOpen(path + "/" + field.getKey(), field.getValue(), open));
    }

    private JsonNode resolve(JsonNode rule) {
        return rule.has("$ref") ? schema.at(rule.path("$ref").textValue().substring(1)) : rule;
    }

    private static JsonNode read(String name) {
        try {
            return Chart.YAML.readTree(Files.readString(Chart.FOLDER.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
