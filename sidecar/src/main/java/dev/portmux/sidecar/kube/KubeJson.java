package dev.portmux.sidecar.kube;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A streaming reader of the few fields that are needed from the API's JSON. */
final class KubeJson {
    /** A ConfigMap holds at most 1 MiB. */
    private static final int LONGEST = 2 << 20;

    private static final int DEEPEST = 100;

    /** The most bytes of one answer: a list, or all events of a watch. A longer watch ends, and a new list follows. */
    private static final long LONGEST_ANSWER = 16 << 20;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST)
                    .maxNestingDepth(DEEPEST)
                    .maxDocumentLength(LONGEST_ANSWER)
                    .build())
            .build();

    private static final Set<String> METADATA = Set.of("name", "resourceVersion");

    private interface Fields {
        /** Reads the value of this field, which is the current token. Unread parts of it are skipped. */
        void value(String field) throws IOException;
    }

    /** An object of the API: a ConfigMap, or a Status with the reason why there is none. */
    private record Item(String name, String resourceVersion, Map<String, String> data, int code, String message) {
        KubeConfigMap configMap() {
            return new KubeConfigMap(name, resourceVersion, data);
        }
    }

    private final JsonParser json;
    private final Set<String> keys;

    /** @param key the one key of a ConfigMap's data that is kept */
    KubeJson(InputStream in, String key) throws IOException {
        json = JSON.createParser(in);
        keys = Set.of(key);
    }

    /** The next event of a watch, null at the end. */
    @Nullable KubeEvent nextEvent() throws IOException {
        if (json.nextToken() == null) {
            return null;
        }
        var type = new Object() {
            String name = "";
            Item object = new Item("", "", Map.of(), 0, "");
        };
        object(field -> {
            switch (field) {
                case "type" -> type.name = text();
                case "object" -> type.object = item();
                default -> {}
            }
        });
        return switch (type.name) {
            case "ADDED", "MODIFIED" -> new KubeEvent.Changed(type.object.configMap());
            case "DELETED" -> new KubeEvent.Deleted(type.object.resourceVersion());
            case "BOOKMARK" -> new KubeEvent.Bookmark(type.object.resourceVersion());
            case "ERROR" -> error(type.object);
            default -> throw new IOException("the watch sent an event of type \"" + type.name + "\"");
        };
    }

    private static KubeEvent error(Item status) throws KubeException {
        if (status.code() == 410) {
            return new KubeEvent.Gone();
        }
        throw new KubeException(status.code(), status.message());
    }

    KubeList list(String wanted) throws IOException {
        json.nextToken();
        var list = new Object() {
            String resourceVersion = "";
            Optional<KubeConfigMap> found = Optional.empty();
        };
        object(field -> {
            switch (field) {
                case "metadata" -> list.resourceVersion = strings(METADATA).getOrDefault("resourceVersion", "");
                case "items" -> {
                    while (nextItem()) {
                        KubeConfigMap item = item().configMap();
                        if (item.name().equals(wanted)) {
                            list.found = Optional.of(item);
                        }
                    }
                }
                default -> {}
            }
        });
        return new KubeList(list.resourceVersion, list.found);
    }

    /** Moves from the beginning of an array, or from the end of an object in it, to the next object. */
    private boolean nextItem() throws IOException {
        return (json.currentToken() == JsonToken.START_ARRAY || json.currentToken() == JsonToken.END_OBJECT)
                && json.nextToken() == JsonToken.START_OBJECT;
    }

    private Item item() throws IOException {
        Map<String, String> metadata = new HashMap<>();
        Map<String, String> data = new HashMap<>();
        var status = new Object() {
            int code;
            String message = "";
        };
        object(field -> {
            switch (field) {
                case "metadata" -> metadata.putAll(strings(METADATA));
                case "data" -> data.putAll(strings(keys));
                case "code" -> status.code = json.getValueAsInt(0);
                case "message" -> status.message = text();
                default -> {}
            }
        });
        return new Item(
                metadata.getOrDefault("name", ""),
                metadata.getOrDefault("resourceVersion", ""),
                data,
                status.code,
                status.message);
    }

    /** The named fields of an object, without values that are not strings. */
    private Map<String, String> strings(Set<String> names) throws IOException {
        Map<String, String> result = new HashMap<>();
        object(field -> {
            if (json.currentToken() == JsonToken.VALUE_STRING && names.contains(field)) {
                result.put(field, text());
            }
        });
        return result;
    }

    private String text() throws IOException {
        return json.getValueAsString("");
    }

    private void object(Fields fields) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            fields.value(field);
            json.skipChildren();
        }
    }
}
