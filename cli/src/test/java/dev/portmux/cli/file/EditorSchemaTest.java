package dev.portmux.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The definition as a JSON schema for editors and kubeconform.
 * {@code mvn -pl cli -am -Dtest=EditorSchemaTest -Dportmux.update test} writes the file again.
 */
class EditorSchemaTest {
    private static final Path FILE = Path.of("../docs/reference/portmux_v1alpha1.json");
    private static final Path EXAMPLES = Path.of("../crds/src/test/resources/api");

    @Test
    void theFileIsCurrent() throws IOException {
        var schema = new ObjectMapper()
                .createObjectNode()
                .put("$schema", "http://json-schema.org/draft-07/schema#")
                .setAll(PortMuxSchema.structure(Definition.schema(Definition.json())));
        var json = new ObjectMapper().writeValueAsString(schema) + "\n";
        if (System.getProperty("portmux.update") != null) {
            Files.writeString(FILE, json);
        }

        assertThat(FILE).as("written by this test with -Dportmux.update").hasContent(json);
    }

    @ParameterizedTest
    @CsvSource({
        "valid/ports, 0",
        "invalid/ports, 2",
        "valid/affinity, 0",
        "invalid/unknown-field, 1",
        "invalid/backend, 4"
    })
    void itJudgesAsTheServerDoes(Path example, int errors) throws IOException {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(new ObjectMapper().readTree(Files.readString(FILE)));
        var resource = YamlDocument.read(EXAMPLES.resolve(example + ".yaml"))
                .getFirst()
                .json();

        assertThat(schema.validate(resource)).hasSize(errors);
    }
}
