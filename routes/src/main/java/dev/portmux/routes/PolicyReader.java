package dev.portmux.routes;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads what a table says of all connections. */
final class PolicyReader {
    private static final int MOST_SOURCES = 64;

    private final JsonReader json;
    private Optional<ProxyProtocol> proxyProtocol = Optional.empty();
    private Timeouts timeouts = Timeouts.DEFAULT;
    private ConnectionLimits limits = ConnectionLimits.NONE;
    private AccessLogging accessLog = AccessLogging.DEFAULT;

    PolicyReader(JsonReader json) {
        this.json = json;
    }

    /** Reads the field of the table if it is one of the policy. */
    boolean read(String field) throws IOException {
        switch (field) {
            case "proxyProtocol" -> proxyProtocol = Optional.of(proxyProtocol());
            case "timeouts" -> timeouts = timeouts();
            case "limits" -> limits = limits();
            case "accessLog" -> accessLog = accessLog();
            default -> {
                return false;
            }
        }
        return true;
    }

    ConnectionPolicy policy() {
        return new ConnectionPolicy(proxyProtocol, timeouts, limits, accessLog);
    }

    private ProxyProtocol proxyProtocol() throws IOException {
        ProxyProtocol.Mode[] mode = {ProxyProtocol.Mode.REQUIRE};
        List<Cidr> trusted = new ArrayList<>();
        json.object(field -> {
            switch (field) {
                case "mode" -> mode[0] = oneOf(json, ProxyProtocol.Mode.values(), ProxyProtocol.Mode::label);
                case "trustedSources" -> trusted.addAll(json.list(MOST_SOURCES, () -> json.text(Cidr::parse)));
                default -> {
                    return false;
                }
            }
            return true;
        });
        return json.checked(() -> new ProxyProtocol(mode[0], trusted));
    }

    private Timeouts timeouts() throws IOException {
        Timeouts usual = Timeouts.DEFAULT;
        Map<String, Integer> values = integers("connectMs", "idleMs", "halfClosedMs", "keepAliveMs");
        return json.checked(() -> new Timeouts(
                duration(values, "connectMs", usual.connect()),
                duration(values, "idleMs", usual.idle()),
                duration(values, "halfClosedMs", usual.halfClosed()),
                duration(values, "keepAliveMs", usual.keepAlive())));
    }

    private static Duration duration(Map<String, Integer> values, String field, Duration otherwise) {
        Integer millis = values.get(field);
        return millis == null ? otherwise : Duration.ofMillis(millis);
    }

    private ConnectionLimits limits() throws IOException {
        Map<String, Integer> values = integers(
                "connections", "connectionsPerSource", "undecidedPerSource", "newConnectionsPerSecondPerSource");
        return json.checked(() -> new ConnectionLimits(
                values.getOrDefault("connections", 0),
                values.getOrDefault("connectionsPerSource", 0),
                values.getOrDefault("undecidedPerSource", 0),
                values.getOrDefault("newConnectionsPerSecondPerSource", 0)));
    }

    private AccessLogging accessLog() throws IOException {
        AccessLogging.Mode[] mode = {AccessLogging.DEFAULT.mode()};
        int[] firstBytes = {0};
        json.object(field -> {
            switch (field) {
                case "mode" -> mode[0] = oneOf(json, AccessLogging.Mode.values(), AccessLogging.Mode::label);
                case "firstBytes" -> firstBytes[0] = json.integer();
                default -> {
                    return false;
                }
            }
            return true;
        });
        return json.checked(() -> new AccessLogging(mode[0], firstBytes[0]));
    }

    private Map<String, Integer> integers(String... fields) throws IOException {
        Map<String, Integer> values = new HashMap<>();
        json.object(field -> {
            boolean known = List.of(fields).contains(field);
            if (known) {
                values.put(field, json.integer());
            }
            return known;
        });
        return values;
    }

    /** A string that is the label of one of these values. */
    static <T> T oneOf(JsonReader json, T[] values, Function<T, String> label) throws IOException {
        return json.text(text -> {
            for (T value : values) {
                if (label.apply(value).equals(text)) {
                    return value;
                }
            }
            throw new IllegalArgumentException("\"" + text + "\" (expected: "
                    + String.join(", ", List.of(values).stream().map(label).toList()) + ")");
        });
    }
}
