package dev.portmux.cli.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.portmux.planning.Problem;
import java.util.List;

/** The schema of the PortMux definition, judged as the API server does when it is told to refuse unknown fields. */
final class Schema {
    static final String INVALID = "Invalid";

    private final com.networknt.schema.Schema structure;
    private final Rules rules;

    private Schema(com.networknt.schema.Schema structure, Rules rules) {
        this.structure = structure;
        this.rules = rules;
    }

    static Schema ofPortMux() {
        return of(Definition.schema(Definition.json()));
    }

    static Schema of(JsonNode schema) {
        return new Schema(
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4).getSchema(structure(schema)),
                new Rules(schema));
    }

    /** The same as a JSON schema, as far as one can say it. */
    static ObjectNode structure(JsonNode schema) {
        ObjectNode structure = schema.deepCopy();
        // Kubernetes' own: the definition says only some of it.
        structure.withObject("/properties/metadata").put("additionalProperties", true);
        close(structure);
        return structure;
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
            if (object.path("x-kubernetes-list-type").asText().equals("set")) {
                object.put("uniqueItems", true);
            }
            object.properties().removeIf(field -> field.getKey().startsWith("x-kubernetes-"));
        }
        schema.forEach(Schema::close);
    }

    /** Rules are for what has the right structure; of the rest they would say too much, or nothing. */
    List<Problem> validate(JsonNode resource) {
        var errors = structure.validate(resource);
        return errors.isEmpty()
                ? rules.problems(resource).toList()
                : errors.stream().map(Schema::problem).toList();
    }

    private static Problem problem(Error error) {
        var at = field(error);
        return switch (error.getKeyword()) {
            case "additionalProperties" -> new Problem(below(at, error.getProperty()), INVALID, "unknown field");
            case "required" -> new Problem(below(at, error.getProperty()), INVALID, "missing");
            default -> new Problem(at, INVALID, error.getInstanceNode() + " (expected: " + expected(error) + ")");
        };
    }

    /** The root has no name. */
    static String below(String path, String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    private static String expected(Error error) {
        var limit = error.getSchemaNode();
        return switch (error.getKeyword()) {
            case "type" -> limit.isArray() ? "integer or string" : limit.asText();
            case "minimum" -> "at least " + limit;
            case "maximum" -> "at most " + limit;
            case "minLength" -> "at least " + count(limit, "character");
            case "maxLength" -> "at most " + count(limit, "character");
            case "minItems" -> "at least " + count(limit, "item");
            case "maxItems", "maxProperties" -> "at most " + count(limit, "item");
            case "enum" -> "one of " + limit;
            case "uniqueItems" -> "no item twice";
            case "pattern" -> Patterns.inWords(limit.asText());
            default -> error.getMessage();
        };
    }

    private static String count(JsonNode number, String what) {
        return number + " " + what + (number.asInt() == 1 ? "" : "s");
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
