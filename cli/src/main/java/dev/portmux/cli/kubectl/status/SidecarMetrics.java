package dev.portmux.cli.kubectl.status;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The counts of a sidecar, from its {@code /metrics}. Connections without a route have the empty name.
 *
 * @param table hash of the loaded routing table
 * @param open  open connections by route
 * @param ended ended connections by route and result, since the sidecar started
 * @param mismatched connections whose backend greeted with another protocol than that of the route, by route, since then
 */
record SidecarMetrics(
        Optional<String> table,
        Map<String, Long> open,
        Map<String, Map<String, Long>> ended,
        Map<String, Long> mismatched) {
    /** The lines that are read, as the sidecar writes them. None of these labels ever needs an escape. */
    private static final Pattern LINE = Pattern.compile(
            "(portmux_connections_total|portmux_active_connections|portmux_greeting_mismatch_total|portmux_routes_loaded_info)\\{([^}]{0,400})} (\\S{1,40})");

    private static final Pattern LABEL = Pattern.compile("([a-z]{1,20})=\"([a-z0-9._-]{0,80})\"");
    private static final double MOST = 1e15;

    static SidecarMetrics parse(String metrics) {
        Optional<String> table = Optional.empty();
        var open = new TreeMap<String, Long>();
        var ended = new TreeMap<String, Map<String, Long>>();
        var mismatched = new TreeMap<String, Long>();
        for (var line : (Iterable<String>) metrics.lines()::iterator) {
            var match = LINE.matcher(line);
            if (!match.matches()) {
                continue;
            }
            var labels = labels(match.group(2));
            var route = labels.getOrDefault("route", "");
            var value = number(match.group(3));
            switch (match.group(1)) {
                case "portmux_active_connections" -> open.merge(route, value, Long::sum);
                case "portmux_greeting_mismatch_total" -> mismatched.merge(route, value, Long::sum);
                case "portmux_connections_total" ->
                    ended.computeIfAbsent(route, _ -> new TreeMap<>())
                            .merge(labels.getOrDefault("result", ""), value, Long::sum);
                default -> table = Optional.ofNullable(labels.get("hash"));
            }
        }
        return new SidecarMetrics(table, open, ended, mismatched);
    }

    private static Map<String, String> labels(String text) {
        return LABEL.matcher(text)
                .results()
                .collect(Collectors.toMap(
                        label -> label.group(1), label -> label.group(2), (_, last) -> last, HashMap::new));
    }

    private static long number(String text) {
        try {
            double value = Double.parseDouble(text);
            return value >= 0 && value < MOST ? (long) value : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
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
