package dev.portmux.crds;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What the reference says of a field. */
final class FieldText {
    private FieldText() {}

    /** @param section that shows the fields of its values, if these are objects */
    static String type(Field field, String section) {
        var schema = field.schema();
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            return "integer or string";
        }
        if (field.isObject()) {
            return "[object](#" + section.replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT) + ")";
        }
        return field.children()
                .findFirst()
                .map(value -> (schema.has("items") ? list(schema) : "map of ") + type(value, section))
                .orElse(schema.path("type").asText());
    }

    private static String list(JsonNode schema) {
        return switch (schema.path("x-kubernetes-list-type").asText()) {
            case "set" -> "set of ";
            case "map" -> "list, one for each " + names(schema.path("x-kubernetes-list-map-keys")) + ", of ";
            default -> "list of ";
        };
    }

    /** The limits of a value, and of what is in it as far as that has no section of its own. */
    static String allowed(Field field) {
        var schema = field.schema();
        var own = Stream.of(
                        range(schema, "minimum", "maximum", ""),
                        range(schema, "minLength", "maxLength", " characters"),
                        range(schema, "minItems", "maxItems", " items"),
                        range(schema, "minProperties", "maxProperties", " entries"),
                        names(schema.path("enum")),
                        code(schema.path("pattern").asText()),
                        schema.path("type").asText().equals("string")
                                ? code(schema.path("format").asText())
                                : "")
                .filter(limit -> !limit.isEmpty());
        var below = field.isObject()
                ? Stream.<String>of()
                : field.children()
                        .filter(child -> !child.isObject())
                        .map(FieldText::allowed)
                        .filter(limits -> !limits.isEmpty())
                        .map(limits -> "each " + limits);
        var rules = field.isObject() ? Stream.<String>of() : rules(schema);
        return Stream.of(own, rules, below).flatMap(parts -> parts).collect(Collectors.joining("; "));
    }

    static Stream<String> rules(JsonNode schema) {
        return StreamSupport.stream(schema.path("x-kubernetes-validations").spliterator(), false)
                .map(rule -> rule.path("fieldPath").asText().replaceFirst("^[.](.*)", "`$1`: ")
                        + rule.path("message").asText().strip());
    }

    private static String range(JsonNode schema, String least, String most, String unit) {
        if (schema.has(least)) {
            return schema.has(most)
                    ? schema.path(least).asText() + " to " + schema.path(most).asText() + unit
                    : "at least " + schema.path(least).asText() + unit;
        }
        return schema.has(most) ? "at most " + schema.path(most).asText() + unit : "";
    }

    private static String names(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .map(value -> code(value.asText()))
                .collect(Collectors.joining(", "));
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text.replace("|", "\\|") + "`";
    }
}
