package dev.portmux.routes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the {@code match} of a route. */
final class MatchReader {
    private static final int MOST = 64;

    private final JsonReader json;
    private @Nullable Match match;

    MatchReader(JsonReader json) {
        this.json = json;
    }

    Match match() throws IOException {
        json.object(field -> {
            if (match != null) {
                throw new InvalidTableException(json.path() + ": a second field (expected: one match)");
            }
            match = field(field);
            return match != null;
        });
        return match == null ? new Match.Any() : match;
    }

    private @Nullable Match field(String field) throws IOException {
        return switch (field) {
            case "protocol" -> new Match.Protocol(json.text());
            case "regex" -> new Match.Regex(json.text());
            case "http" -> http();
            case "grpc" -> {
                texts(Set.of());
                yield new Match.Grpc();
            }
            case "tls" -> {
                Map<String, List<String>> values = texts(Set.of("serverNames", "alpn"));
                yield checked(() -> new Match.Tls(set(values, "serverNames"), set(values, "alpn")));
            }
            case "postgresql" -> {
                Map<String, List<String>> values = texts(Set.of("databases", "users"));
                yield checked(() -> new Match.Postgresql(set(values, "databases"), set(values, "users")));
            }
            case "payload" -> {
                List<Match.Entry> entries = json.list(MOST, this::entry);
                yield checked(() -> new Match.Payload(entries));
            }
            default -> null;
        };
    }

    private Match http() throws IOException {
        Map<String, List<String>> values = new HashMap<>();
        boolean[] websocket = {false};
        json.object(field -> {
            switch (field) {
                case "hosts", "pathPrefixes", "methods" -> values.put(field, json.list(MOST, json::text));
                case "websocket" -> websocket[0] = json.truth();
                default -> {
                    return false;
                }
            }
            return true;
        });
        List<String> prefixes = values.getOrDefault("pathPrefixes", List.of());
        return checked(() -> new Match.Http(set(values, "hosts"), prefixes, set(values, "methods"), websocket[0]));
    }

    private Match.Entry entry() throws IOException {
        int[] offset = {0};
        List<Bytes> hex = new ArrayList<>();
        List<Bytes> mask = new ArrayList<>();
        json.object(field -> {
            switch (field) {
                case "offset" -> offset[0] = json.integer();
                case "hex" -> hex.addAll(json.list(MOST, () -> json.text(Bytes::ofHex)));
                case "mask" -> mask.add(json.text(Bytes::ofHex));
                default -> {
                    return false;
                }
            }
            return true;
        });
        try {
            return new Match.Entry(offset[0], hex, mask.stream().findFirst());
        } catch (IllegalArgumentException e) {
            throw new InvalidTableException(json.path() + "." + e.getMessage(), e);
        }
    }

    private Map<String, List<String>> texts(Set<String> fields) throws IOException {
        Map<String, List<String>> values = new HashMap<>();
        json.object(field -> {
            if (fields.contains(field)) {
                values.put(field, json.list(MOST, json::text));
            }
            return fields.contains(field);
        });
        return values;
    }

    private static Set<String> set(Map<String, List<String>> values, String field) {
        return new HashSet<>(values.getOrDefault(field, List.of()));
    }

    private Match checked(JsonReader.Reading<Match> made) throws IOException {
        try {
            return made.read();
        } catch (IllegalArgumentException e) {
            // The reader stands on the value of the match's field, and the message begins with that field.
            throw new InvalidTableException(json.path().replaceFirst("\\.[a-z]+$", ".") + e.getMessage(), e);
        }
    }
}
