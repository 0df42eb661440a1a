package dev.portmux.crds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Writes docs/reference/portmux.md from the definition. */
final class ApiReference {
    private final StringBuilder text = new StringBuilder();

    /** Which field shows what a shape has: the same shape is not shown again. */
    private final Map<JsonNode, String> sections = new HashMap<>();

    static String markdown() {
        var reference = new ApiReference();
        var schema = Definition.schema(Definition.version());
        reference.introduction(Definition.present().path("spec"));
        FieldText.rules(schema).forEach(rule -> reference.line("- " + rule));
        // Not metadata, which is Kubernetes' own.
        new Field("", schema)
                .properties()
                .filter(field -> field.isObject() && field.schema().has("description"))
                .forEach(reference::section);
        reference.columns();
        return reference.text.toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void introduction(JsonNode definition) {
        line("# The PortMux resource");
        line("");
        line(
                "Generated from the definition by `ApiReferenceTest`; do not edit. `kubectl explain portmux.spec` says the same.");
        line(
                "[Examples](../../examples); what conditions and reasons mean: [operator](../design/operator.md#conditions).");
        line(
                "Editors and kubeconform take the [JSON schema](portmux_v1alpha1.json); `portmux check` knows the rules too.");
        line("");
        line("- `apiVersion: %s/%s`, `kind: %s`, short name `%s`, %s"
                .formatted(
                        definition.path("group").asText(),
                        Definition.version().path("name").asText(),
                        definition.at("/names/kind").asText(),
                        definition.at("/names/shortNames/0").asText(),
                        definition.path("scope").asText().toLowerCase(Locale.ROOT)));
    }

    private void section(Field field) {
        line("");
        line("## " + field.path());
        line("");
        line(field.schema().path("description").asText());
        line("");
        FieldText.rules(field.schema()).forEach(rule -> line("- " + rule));
        if (FieldText.rules(field.schema()).findAny().isPresent()) {
            line("");
        }
        var objects =
                field.properties().map(Field::content).filter(Field::isObject).toList();
        objects.forEach(object -> sections.putIfAbsent(shape(object), object.path()));
        line("| field | value | allowed | |");
        line("| --- | --- | --- | --- |");
        field.properties().forEach(property -> row(property, field.schema().path("required")));
        objects.stream()
                .filter(object -> object.path().equals(sections.get(shape(object))))
                .forEach(this::section);
    }

    private void row(Field property, JsonNode required) {
        boolean needed = StreamSupport.stream(required.spliterator(), false)
                .anyMatch(name -> name.asText().equals(property.name()));
        var content = property.content();
        line("| `%s` | %s | %s | %s |"
                .formatted(
                        property.name(),
                        FieldText.type(property, sections.getOrDefault(shape(content), "")),
                        (needed ? "required" + (FieldText.allowed(property).isEmpty() ? "" : "; ") : "")
                                + FieldText.allowed(property),
                        property.schema().path("description").asText().strip()));
    }

    private static JsonNode shape(Field field) {
        return ((ObjectNode) field.schema().deepCopy()).without("description");
    }

    private void columns() {
        line("");
        line("## Columns of `kubectl get portmux`");
        line("");
        line("| column | shows | |");
        line("| --- | --- | --- |");
        Definition.version()
                .path("additionalPrinterColumns")
                .forEach(column -> line("| %s | `%s` | %s |"
                        .formatted(
                                column.path("name").asText(),
                                column.path("jsonPath").asText(),
                                column.path("priority").asInt() > 0 ? "with `-o wide`" : "")));
    }
}
