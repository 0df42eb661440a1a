package dev.portmux.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Server-side apply for one field manager: the fields it applies are set and recorded in {@code managedFields}, those it
 * applied before and no longer does are removed unless another manager applies them too. Lists are one field each, also
 * those that the real server merges by key, and there are no conflicts: the last apply wins.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/server-side-apply/">Server-Side Apply</a>
 */
record FieldOwnership(String manager, String subresource) {
    private static final String FIELD = "f:";
    private static final List<String> IDENTITY = List.of("apiVersion", "kind");
    private static final List<String> SYSTEM_METADATA =
            List.of("name", "namespace", "uid", "resourceVersion", "generation", "creationTimestamp", "managedFields");

    ObjectNode apply(ObjectNode current, ObjectNode applied) {
        var result = current.deepCopy();
        var entries = result.withObject("metadata").withArray("managedFields");
        var fields = fields(applied);
        var others = current.objectNode();
        var mine = current.objectNode();
        for (JsonNode entry : entries) {
            merge(isMine(entry) ? mine : others, (ObjectNode) entry.path("fieldsV1"));
        }
        merge(others, fields);
        remove(result, mine, others);
        merge(result, applied);
        if (!mine.equals(fields)) {
            replace(result.withObject("metadata").withArray("managedFields"), entry(applied, fields));
        }
        return result;
    }

    private boolean isMine(JsonNode entry) {
        return manager.equals(entry.path("manager").asText())
                && "Apply".equals(entry.path("operation").asText())
                && subresource.equals(entry.path("subresource").asText());
    }

    private void replace(ArrayNode entries, ObjectNode entry) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (isMine(entries.get(i))) {
                entries.remove(i);
            }
        }
        entries.add(entry);
    }

    private ObjectNode entry(ObjectNode applied, ObjectNode fields) {
        var entry = applied.objectNode()
                .put("manager", manager)
                .put("operation", "Apply")
                .put("apiVersion", applied.path("apiVersion").asText())
                .put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("fieldsType", "FieldsV1");
        entry.set("fieldsV1", fields);
        return subresource.isEmpty() ? entry : entry.put("subresource", subresource);
    }

    private static ObjectNode fields(ObjectNode applied) {
        var owned = applied.deepCopy();
        owned.remove(IDENTITY);
        if (owned.path("metadata") instanceof ObjectNode metadata) {
            metadata.remove(SYSTEM_METADATA);
        }
        return tree(owned);
    }

    private static ObjectNode tree(ObjectNode object) {
        var tree = object.objectNode();
        object.properties()
                .forEach(field -> tree.set(
                        FIELD + field.getKey(),
                        field.getValue() instanceof ObjectNode nested ? tree(nested) : object.objectNode()));
        return tree;
    }

    private static void merge(ObjectNode into, ObjectNode from) {
        from.properties().forEach(field -> {
            if (field.getValue() instanceof ObjectNode nested
                    && into.path(field.getKey()) instanceof ObjectNode existing) {
                merge(existing, nested);
            } else {
                into.set(field.getKey(), field.getValue().deepCopy());
            }
        });
    }

    /** Removes from {@code object} the leaves of {@code gone} that {@code kept} does not hold. */
    private static void remove(ObjectNode object, ObjectNode gone, ObjectNode kept) {
        gone.properties().forEach(field -> {
            var name = field.getKey().substring(FIELD.length());
            if (!kept.has(field.getKey())) {
                object.remove(name);
            } else if (object.path(name) instanceof ObjectNode nested) {
                remove(nested, (ObjectNode) field.getValue(), (ObjectNode) kept.get(field.getKey()));
            }
        });
    }
}
