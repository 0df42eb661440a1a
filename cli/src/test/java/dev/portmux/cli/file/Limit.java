package dev.portmux.cli.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Something that a schema forbids, in one or more places: a pattern, a bound, a rule.
 *
 * @param value of the keyword; of a rule, the rule with its message
 */
record Limit(String keyword, JsonNode value) {
    private static final Set<String> KEYWORDS = Set.of("pattern", "enum", "minimum", "maximum", "required");
    private static final String RULES = "x-kubernetes-validations";

    /** Those of a schema and of all that is in it. */
    static Stream<Limit> in(JsonNode schema) {
        var own = KEYWORDS.stream().filter(schema::has).map(keyword -> new Limit(keyword, schema.get(keyword)));
        var rules = children(schema.path(RULES)).map(rule -> new Limit(RULES, rule));
        return Stream.of(own, rules, children(schema).flatMap(Limit::in)).flatMap(limits -> limits);
    }

    private static Stream<JsonNode> children(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }

    boolean isRule() {
        return keyword.equals(RULES);
    }

    /** Whether it is about what changes, so that a file alone tells nothing. */
    boolean isTransition() {
        return value.path("rule").asText().contains("oldSelf");
    }

    /** The schema without this limit, wherever it is set. */
    JsonNode removedFrom(JsonNode schema) {
        var copy = schema.deepCopy();
        remove(copy);
        return copy;
    }

    private void remove(JsonNode schema) {
        if (isRule() && schema.path(RULES) instanceof ArrayNode rules) {
            rules.removeIf(value::equals);
        } else if (schema instanceof ObjectNode object && value.equals(object.get(keyword))) {
            object.remove(keyword);
        }
        children(schema).forEach(this::remove);
    }

    /** The schema with a rule that nothing fulfils in the place of this one. */
    JsonNode neverHoldsIn(JsonNode schema) {
        var copy = schema.deepCopy();
        copy.findParents(RULES)
                .forEach(parent -> children(parent.path(RULES))
                        .filter(value::equals)
                        .toList()
                        .forEach(rule -> ((ObjectNode) rule).put("rule", "false")));
        return copy;
    }

    @Override
    public String toString() {
        return keyword + " " + (isRule() ? value.path("message").asText() : value.toString());
    }
}
