package dev.portmux.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portmux.planning.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a published definition allowed, the present one allows: also the rules that came since. */
class PublishedExamplesTest {
    private static final Path PUBLISHED = Path.of("../crds/src/test/resources/published");

    @ParameterizedTest
    @ValueSource(strings = "v1alpha1-0.1.0")
    void areStillAllowed(String release) throws IOException {
        var published = PortMuxSchema.of(schema(release));

        assertThat(examples(release)).isNotEmpty().allSatisfy(example -> {
            assertThat(published.validate(example)).as("then").isEmpty();
            assertThat(PortMuxSchema.ofPortMux().validate(example)).as("now").isEmpty();
        });
    }

    /** A rule about a field that no example has would not be noticed. */
    @ParameterizedTest
    @ValueSource(strings = "v1alpha1-0.1.0")
    void haveEveryField(String release) throws IOException {
        var used = new TreeSet<String>();
        examples(release).forEach(example -> addFields(example.path("spec"), "spec", used));
        var declared = new TreeSet<String>();
        addDeclared(schema(release).at("/properties/spec"), "spec", declared);

        assertThat(used).containsAll(declared);
    }

    @Test
    void aNewRuleThatRefusesOneIsNoticed() throws IOException {
        var schema = Definition.schema(Definition.json());
        ((ObjectNode) schema.at("/properties/spec"))
                .putArray("x-kubernetes-validations")
                .addObject()
                .put("rule", "self.port != 8443")
                .put("message", "port must not be 8443");
        var stricter = PortMuxSchema.of(schema);

        assertThat(examples("v1alpha1-0.1.0"))
                .flatExtracting(stricter::validate)
                .extracting(Problem::toString)
                .containsExactly("spec: port must not be 8443");
    }

    private static void addFields(JsonNode value, String path, Set<String> fields) {
        fields.add(path);
        value.properties().forEach(field -> addFields(field.getValue(), path + "." + field.getKey(), fields));
        if (value.isArray()) {
            value.forEach(item -> addFields(item, path, fields));
        }
    }

    private static void addDeclared(JsonNode schema, String path, Set<String> fields) {
        fields.add(path);
        schema.path("properties")
                .properties()
                .forEach(field -> addDeclared(field.getValue(), path + "." + field.getKey(), fields));
        if (schema.has("items")) {
            addDeclared(schema.path("items"), path, fields);
        }
    }

    private static JsonNode schema(String release) throws IOException {
        try (var in = Files.newInputStream(PUBLISHED.resolve(release + ".yml"))) {
            return Definition.schema(Definition.read(in));
        }
    }

    private static List<JsonNode> examples(String release) throws IOException {
        try (var files = Files.list(PUBLISHED.resolve(release))) {
            return files.sorted()
                    .flatMap(file -> YamlDocument.read(file).stream())
                    .map(YamlDocument::json)
                    .toList();
        }
    }
}
