package dev.portmux.cli.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.portmux.planning.Problem;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The schema of the PortMux definition, applied as by an API server that refuses unknown fields. */
final class PortMuxSchema {
    static final String INVALID = "Invalid";

    /** Characters; no field of the definition allows more. */
    private static final int LONGEST = 4096;

    private final com.networknt.schema.Schema structure;
    private final CelRules rules;

    private PortMuxSchema(com.networknt.schema.Schema structure, CelRules rules) {
        this.structure = structure;
        this.rules = rules;
    }

    static PortMuxSchema ofPortMux() {
        return of(Definition.schema(Definition.json()));
    }

    static PortMuxSchema of(JsonNode schema) {
        return new PortMuxSchema(
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4).getSchema(structure(schema)),
                new CelRules(schema));
    }

    /** The definition as a JSON schema, without what JSON Schema cannot express. */
    static ObjectNode structure(JsonNode schema) {
        ObjectNode structure = schema.deepCopy();
        // The API server knows the fields of the metadata; the definition has only some of them.
        structure.withObject("/properties/metadata").put("additionalProperties", true);
        close(structure);
        return structure;
    }

    /** Closes objects to unknown fields and translates the extensions of Kubernetes. */
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
            if (object.path("format").asText().equals("cidr")) {
                object.put("pattern", Patterns.ADDRESS_RANGE);
            }
            object.properties().removeIf(field -> field.getKey().startsWith("x-kubernetes-"));
        }
        schema.forEach(PortMuxSchema::close);
    }

    /**
     * What the schema forbids in a resource.
     *
     * <p>Rules are evaluated only if the structure is valid: on anything else they fail for the wrong reason.
     */
    List<Problem> validate(JsonNode resource) {
        var tooLong = tooLong(resource.path("spec"), "spec").findFirst();
        if (tooLong.isPresent()) {
            return List.of(tooLong.get());
        }
        var errors = structure.validate(resource);
        return errors.isEmpty()
                ? rules.problems(resource).toList()
                : errors.stream().map(PortMuxSchema::problem).toList();
    }

    /** Java's regular expressions recurse: a text of this length is the most that they may be given. */
    private static Stream<Problem> tooLong(JsonNode value, String path) {
        if (value.isTextual() && value.textValue().length() > LONGEST) {
            return Stream.of(new Problem(
                    path, INVALID, value.textValue().length() + " characters (expected: at most " + LONGEST + ")"));
        }
        return value.isArray()
                ? IntStream.range(0, value.size()).boxed().flatMap(i -> tooLong(value.get(i), path + "[" + i + "]"))
                : value.properties().stream().flatMap(field -> tooLong(field.getValue(), below(path, field.getKey())));
    }

    private static Problem problem(Error error) {
        var at = field(error);
        return switch (error.getKeyword()) {
            case "additionalProperties" -> new Problem(below(at, error.getProperty()), INVALID, "unknown field");
            case "required" -> new Problem(below(at, error.getProperty()), INVALID, "missing");
            default -> new Problem(at, INVALID, error.getInstanceNode() + " (expected: " + expected(error) + ")");
        };
    }

    /** The path of a field; that of the root is empty. */
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

    /** The patterns of the definition, in words. */
    static final class Patterns {
        /** Stands for the format {@code cidr} of Kubernetes. {@code Planner} reads the numbers. */
        private static final String ADDRESS_RANGE = "^[0-9a-fA-F:.]+/[0-9]{1,3}$";

        private static final Map<String, String> WORDS = Map.ofEntries(
                Map.entry("^([0-9a-fA-F]{2})+$", "an even number of hex digits"),
                Map.entry(
                        "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",
                        "lower-case letters, digits and '-', beginning and ending with no '-'"),
                Map.entry("^([0-9]{1,5}(h|m|s|ms)){1,4}$", "a duration such as 500ms or 1m30s"),
                Map.entry(
                        "^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",
                        "a host name in lower case such as www.example.com or *.example.com"),
                Map.entry("^/[!-~]*$", "a path such as /api, in printable ASCII without spaces"),
                Map.entry("^[A-Z][-A-Z_]*$", "a method in capitals such as GET"),
                Map.entry("^[ -~]*$", "printable ASCII"),
                Map.entry(ADDRESS_RANGE, "an address range such as 10.0.0.0/8"),
                Map.entry(
                        "^$|^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",
                        "an API group such as example.com, or nothing for the core group"),
                Map.entry("^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$", "letters, digits and '-', beginning with a letter"),
                Map.entry(
                        "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]"
                                + "|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$",
                        "a quantity such as 100m or 64Mi"),
                Map.entry(
                        "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",
                        "a name of lower-case letters, digits, '-' and '.', beginning and ending with a letter or digit"),
                Map.entry(
                        "^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$",
                        "nothing, or letters, digits, '-', '_' and '.', beginning and ending with a letter or digit"),
                Map.entry(
                        "^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?"
                                + "[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$",
                        "a name such as team or example.com/team"));

        private Patterns() {}

        static String inWords(String pattern) {
            return WORDS.getOrDefault(pattern, "text of the form " + pattern);
        }
    }
}
