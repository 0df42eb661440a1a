package dev.portmux.crds;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;

/**
 * A place in a schema.
 *
 * @param path as in messages, with {@code []} for any item of a list and {@code {}} for any value of a map; empty at the root
 */
record Field(String path, JsonNode schema) {

    /** The places that the schema is made of, this one first, each before what is in it. */
    Stream<Field> all() {
        return Stream.concat(Stream.of(this), children().flatMap(Field::all));
    }

    Stream<Field> children() {
        return Stream.of(properties(), below("items", "[]"), below("additionalProperties", "{}"))
                .flatMap(fields -> fields);
    }

    Stream<Field> properties() {
        return schema.path("properties").properties().stream()
                .map(property -> new Field(
                        path.isEmpty() ? property.getKey() : path + "." + property.getKey(), property.getValue()));
    }

    private Stream<Field> below(String keyword, String step) {
        return schema.path(keyword).isObject()
                ? Stream.of(new Field(path + step, schema.path(keyword)))
                : Stream.empty();
    }

    /** Its schema where {@code parent} is that of what it is in. */
    JsonNode in(JsonNode parent) {
        if (nameless()) {
            return parent.path(path.endsWith("[]") ? "items" : "additionalProperties");
        }
        return parent.path("properties").path(name());
    }

    String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    boolean isObject() {
        return schema.has("properties");
    }

    /** What a list or a map is of, however deep; else the field itself. */
    Field content() {
        return isObject() ? this : children().findFirst().map(Field::content).orElse(this);
    }

    /** Whether it is an item of a list or a value of a map. */
    boolean nameless() {
        return path.endsWith("[]") || path.endsWith("{}");
    }
}
