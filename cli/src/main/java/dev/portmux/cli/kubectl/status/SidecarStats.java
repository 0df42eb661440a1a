package dev.portmux.cli.kubectl.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.portmux.cli.output.Json;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The counts of a sidecar, from its {@code /stats}. Connections without a route have the empty name.
 *
 * @param table hash of the loaded routing table
 * @param open  open connections by route
 * @param ended ended connections by route and result, since the sidecar started
 * @param mismatched connections whose backend greeted with another protocol than that of the route, by route, since then
 */
record SidecarStats(
        Optional<String> table,
        Map<String, Long> open,
        Map<String, Map<String, Long>> ended,
        Map<String, Long> mismatched) {

    /** What is not as a sidecar writes it counts nothing. */
    static SidecarStats parse(String json) {
        var open = new TreeMap<String, Long>();
        var ended = new TreeMap<String, Map<String, Long>>();
        var mismatched = new TreeMap<String, Long>();
        var stats = read(json);
        for (var route : stats.path("routes").properties()) {
            open.put(route.getKey(), count(route.getValue().path("open")));
            mismatched.put(route.getKey(), count(route.getValue().path("greetingMismatches")));
            var results = new TreeMap<String, Long>();
            route.getValue()
                    .path("ended")
                    .properties()
                    .forEach(end -> results.put(end.getKey(), count(end.getValue())));
            ended.put(route.getKey(), results);
        }
        return new SidecarStats(Optional.ofNullable(stats.path("table").textValue()), open, ended, mismatched);
    }

    private static JsonNode read(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            return Json.MAPPER.missingNode();
        }
    }

    private static long count(JsonNode number) {
        return number.isIntegralNumber() && number.canConvertToLong() ? Math.max(number.longValue(), 0) : 0;
    }

    long openOf(String route) {
        return open.getOrDefault(route, 0L);
    }

    Map<String, Long> endedOf(String route) {
        return ended.getOrDefault(route, Map.of());
    }

    long mismatchedOf(String route) {
        return mismatched.getOrDefault(route, 0L);
    }

    long openTotal() {
        return open.values().stream().mapToLong(Long::longValue).sum();
    }
}
