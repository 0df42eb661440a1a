package dev.portmux.crds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What holds of every field of the schema. */
class SchemaTest {
    /** Bounded and described by Kubernetes. */
    private static final Set<String> OF_KUBERNETES = Set.of("apiVersion", "kind", "metadata", "metadata.name");

    private static final List<Field> FIELDS = new Field("", Definition.schema(Definition.version()))
            .all()
            .filter(field -> !OF_KUBERNETES.contains(field.path()))
            .toList();

    @Test
    void everyValueIsBounded() {
        assertThat(FIELDS)
                .filteredOn(SchemaTest::unbounded)
                .extracting(Field::path)
                .isEmpty();
    }

    private static boolean unbounded(Field field) {
        var schema = field.schema();
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            return !schema.has("maxLength");
        }
        return switch (schema.path("type").asText()) {
            case "string" ->
                Stream.of("maxLength", "enum").noneMatch(schema::has)
                        && !schema.path("format").asText().equals("date-time");
            case "array" -> !schema.has("maxItems") || !schema.has("items");
            case "object" -> schema.has("additionalProperties") && !schema.has("maxProperties");
            case "integer" -> !schema.has("format");
            case "boolean" -> false;
            // No type, or one whose values have no natural bound.
            default -> true;
        };
    }

    @Test
    void nothingIsTakenUnseen() {
        assertThat(FIELDS)
                .filteredOn(field -> field.schema().has("x-kubernetes-preserve-unknown-fields")
                        || field.schema().has("x-kubernetes-embedded-resource"))
                .extracting(Field::path)
                .isEmpty();
    }

    @Test
    void everyFieldIsDescribedInSentences() {
        assertThat(FIELDS)
                .filteredOn(field -> !field.nameless() || field.isObject())
                .filteredOn(
                        field -> !field.schema().path("description").asText().matches("(?s)[A-Za-z].*[.]"))
                .extracting(Field::path)
                .isEmpty();
    }

    @Test
    void theKeysOfListsAreRequired() {
        assertThat(FIELDS)
                .filteredOn(field ->
                        field.schema().path("x-kubernetes-list-type").asText().equals("map"))
                .allSatisfy(field -> assertThat(field.schema().at("/items/required"))
                        .as(field.path() + "")
                        .containsAll(field.schema().path("x-kubernetes-list-map-keys")));
    }

    /** Without a message the server shows the rule itself. */
    @Test
    void everyRuleSaysWhatIsExpected() {
        assertThat(FIELDS)
                .flatExtracting(field -> StreamSupport.stream(
                                field.schema().path("x-kubernetes-validations").spliterator(), false)
                        .toList())
                .isNotEmpty()
                .extracting(rule -> rule.path("message").asText())
                .doesNotContain("");
    }
}
