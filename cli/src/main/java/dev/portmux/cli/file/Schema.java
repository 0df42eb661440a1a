package dev.portmux.cli.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.portmux.operator.Problem;
import java.util.List;
import java.util.Map;

/** The schema of the PortMux definition, judged as the API server does when it is told to refuse unknown fields. */
final class Schema {
    private static final String INVALID = "Invalid";

    /** Patterns of the definition in words. */
    private static final Map<String, String> PATTERNS = Map.of(
            "^([0-9a-fA-F]{2})+$", "an even number of hex digits",
            "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", "lower-case letters, digits and '-', beginning and ending with no '-'",
            "^([0-9]{1,5}(h|m|s|ms)){1,4}$", "a duration such as 500ms or 1m30s");

    private final com.networknt.schema.Schema schema;

    private Schema(JsonNode schema) {
        this.schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4).getSchema(schema);
    }

    static Schema ofPortMux() {
        var schema = Definition.json().at("/spec/versions/0/schema/openAPIV3Schema");
        close(schema);
        return new Schema(schema);
    }

    /** Refuses fields that no schema names, and shapes that JSON Schema has no word for. */
    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            if (object.has("properties") && !object.has("additionalProperties")) {
                object.put("additionalProperties", false);
            }
            if (object.path("x-kubernetes-int-or-string").asBoolean()) {
                object.putArray("type").add("integer").add("string");
            }
            object.properties().removeIf(field -> field.getKey().startsWith("x-kubernetes-"));
        }
        schema.forEach(Schema::close);
    }

    List<Problem> validate(JsonNode resource) {
        return schema.validate(resource).stream().map(Schema::problem).toList();
    }

    private static Problem problem(Error error) {
        var at = field(error);
        return switch (error.getKeyword()) {
            case "additionalProperties" -> new Problem(at + "." + error.getProperty(), INVALID, "unknown field");
            case "required" -> new Problem(at + "." + error.getProperty(), INVALID, "missing");
            default -> new Problem(at, INVALID, error.getInstanceNode() + " (expected: " + expected(error) + ")");
        };
    }

    private static String expected(Error error) {
        var limit = error.getSchemaNode();
        return switch (error.getKeyword()) {
            case "type" -> limit.isArray() ? "integer or string" : limit.asText();
            case "minimum" -> "at least " + limit;
            case "maximum" -> "at most " + limit;
            case "minLength" -> "at least " + limit + " characters";
            case "maxLength" -> "at most " + limit + " characters";
            case "minItems" -> "at least " + limit + " items";
            case "maxItems", "maxProperties" -> "at most " + limit + " items";
            case "enum" -> "one of " + limit;
            case "pattern" -> PATTERNS.getOrDefault(limit.asText(), "text of the form " + limit.asText());
            default -> error.getMessage();
        };
    }

    /** {@code /spec/routes/0/name} as {@code spec.routes[0].name}. */
    private static String field(Error error) {
        return error.getInstanceLocation()
                .toString()
                .replaceAll("/(\\d+)(?=/|$)", "[$1]")
                .replaceFirst("^/", "")
                .replace('/', '.');
    }
}
