package dev.portmux.crds;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A keyword of the schema of one field, before and now.
 *
 * @param before missing if it was not set
 */
record Keyword(String field, String name, JsonNode before, JsonNode now) {
    /** What changes no verdict, and what is judged by {@link Compatibility} itself. */
    static final Set<String> LEFT_OUT =
            Set.of("description", "properties", "items", "additionalProperties", "x-kubernetes-validations");

    /** What a resource, a default or a reader loses by the change. */
    Stream<String> breaks() {
        return switch (name) {
            case "maximum", "maxLength", "maxItems", "maxProperties" -> changeIf(now.asDouble() < before.asDouble());
            case "minimum", "minLength", "minItems", "minProperties" -> changeIf(now.asDouble() > before.asDouble());
            case "enum" -> before.isMissingNode() ? changeIf(true) : added(now, before, "no longer has");
            case "required" -> added(before, now, "now has");
            case "pattern", "format" -> changeIf(true);
            // Types, defaults, how lists are merged, and whatever is not known here.
            default -> before.equals(now) ? Stream.of() : Stream.of(change());
        };
    }

    /** A limit that was lifted hurts nobody, a new one does. */
    private Stream<String> changeIf(boolean narrower) {
        boolean same = now.isMissingNode() || now.equals(before);
        return !same && (before.isMissingNode() || narrower) ? Stream.of(change()) : Stream.of();
    }

    /** The values of {@code all} that {@code some} does not have; no list at all has them all. */
    private Stream<String> added(JsonNode some, JsonNode all, String verb) {
        if (some.isMissingNode() && name.equals("enum")) {
            return Stream.of();
        }
        return values(all)
                .filter(value -> values(some).noneMatch(value::equals))
                .map(value -> field + ": " + name + " " + verb + " " + value);
    }

    private static Stream<JsonNode> values(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private String change() {
        return field + ": " + name + " was " + text(before) + ", is " + text(now);
    }

    private static String text(JsonNode value) {
        return value.isMissingNode() ? "not set" : value.toString();
    }
}
