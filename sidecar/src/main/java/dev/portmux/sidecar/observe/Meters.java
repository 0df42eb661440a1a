package dev.portmux.sidecar.observe;

import dev.portmux.sidecar.pipeline.Connection;
import dev.portmux.sidecar.pipeline.Result;
import dev.portmux.sidecar.table.Routing;
import dev.portmux.sidecar.upstream.Upstream;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.core.metrics.StatefulMetric;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The metrics of one sidecar. Only routes of the loaded table have rows. */
public final class Meters {
    /** The route of connections that have none. */
    public static final String NO_ROUTE = "";

    private static final double[] SECONDS = {0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10};
    private static final double[] BYTES = {0, 1, 4, 16, 64, 256, 1024, 4096, 16384, 65536};

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter connections = Counter.builder()
            .name("portmux_connections_total")
            .help("Connections that have ended.")
            .labelNames("route", "protocol", "result")
            .withoutExemplars()
            .register(registry);
    private final Histogram detectionSeconds = Histogram.builder()
            .name("portmux_detection_duration_seconds")
            .help("Time from accept to the decision.")
            .labelNames("result")
            .classicOnly()
            .classicUpperBounds(SECONDS)
            .withoutExemplars()
            .register(registry);
    private final Histogram detectionBytes = Histogram.builder()
            .name("portmux_detection_bytes")
            .help("Bytes that had arrived at the decision.")
            .classicOnly()
            .classicUpperBounds(BYTES)
            .withoutExemplars()
            .register(registry);
    private final Gauge active = Gauge.builder()
            .name("portmux_active_connections")
            .help("Open connections. Without a route: not yet decided.")
            .labelNames("route")
            .withoutExemplars()
            .register(registry);
    private final Counter relayed = Counter.builder()
            .name("portmux_relayed_bytes_total")
            .help("Bytes relayed; in: from clients.")
            .labelNames("route", "direction")
            .withoutExemplars()
            .register(registry);
    private final Counter dialFailures = Counter.builder()
            .name("portmux_dial_failures_total")
            .help("Attempts to connect to a backend that failed.")
            .labelNames("route")
            .withoutExemplars()
            .register(registry);
    private final Counter acceptErrors = Counter.builder()
            .name("portmux_accept_errors_total")
            .help("Pauses because a connection could not be accepted, such as for want of file descriptors.")
            .withoutExemplars()
            .register(registry);
    private final Counter refusedTables = Counter.builder()
            .name("portmux_tables_refused_total")
            .help("Routing tables that could not be used.")
            .withoutExemplars()
            .register(registry);
    private final Counter logDropped = Counter.builder()
            .name("portmux_access_log_dropped_total")
            .help("Lines that the reader of the access log was too slow for.")
            .withoutExemplars()
            .register(registry);
    private final Info loaded = Info.builder()
            .name("portmux_routes_loaded_info")
            .help("The hash of the loaded routing table.")
            .labelNames("hash")
            .register(registry);
    private final Map<Result, DistributionDataPoint> secondsByResult = new ConcurrentHashMap<>();
    private volatile Map<String, RouteMeter> routes = Map.of();

    public PrometheusRegistry registry() {
        return registry;
    }

    /** A table is in force: routes that are not in it lose their rows. */
    public void loaded(Routing routing) {
        loaded.setLabelValues(routing.hash());
        Map<String, RouteMeter> now = new HashMap<>();
        routing.upstreams()
                .forEach(upstream -> now.put(upstream.route(), meter(upstream.route(), upstream.protocol())));
        routes = now;
        for (StatefulMetric<?, ?> metric : List.of(connections, relayed, dialFailures)) {
            metric.removeIf(labels -> !labels.getFirst().equals(NO_ROUTE) && !now.containsKey(labels.getFirst()));
        }
    }

    private RouteMeter meter(String route, String protocol) {
        return new RouteMeter(route, protocol, connections, relayed, dialFailures);
    }

    void ended(Connection connection) {
        Result result = connection.result();
        if (connection.upstream().isEmpty()) {
            connections.labelValues(NO_ROUTE, "", result.label()).inc();
        }
        RouteMeter meter = meter(connection);
        if (meter != null) {
            meter.ended(result);
            meter.relayed(connection);
        }
        seconds(result).observe(connection.detectionNanos() / 1e9);
        detectionBytes.observe(connection.detectionBytes());
    }

    private DistributionDataPoint seconds(Result result) {
        DistributionDataPoint known = secondsByResult.get(result);
        return known != null
                ? known
                : secondsByResult.computeIfAbsent(result, added -> detectionSeconds.labelValues(added.label()));
    }

    /** Adds what was relayed since the last time. On the loop of the connection. */
    public void relayed(Connection connection) {
        RouteMeter meter = meter(connection);
        if (meter != null) {
            meter.relayed(connection);
        }
    }

    /** None without a route, and for one that is no longer in the table: it has no rows. */
    private @Nullable RouteMeter meter(Connection connection) {
        Optional<Upstream> upstream = connection.upstream();
        return upstream.isPresent() ? routes.get(upstream.get().route()) : null;
    }

    void dialFailed(String route) {
        RouteMeter meter = routes.get(route);
        if (meter != null) {
            meter.dialFailed();
        }
    }

    void acceptFailed() {
        acceptErrors.inc();
    }

    public void tableRefused() {
        refusedTables.inc();
    }

    public void logDropped(long sum) {
        logDropped.inc(sum - logDropped.getLongValue());
    }

    /**
     * Sets the gauges of open connections.
     *
     * @param open open connections by route
     */
    public void active(Map<String, Integer> open) {
        active.clear();
        active.labelValues(NO_ROUTE).set(0);
        routes.keySet().forEach(route -> active.labelValues(route).set(0));
        open.forEach((route, count) -> {
            if (route.equals(NO_ROUTE) || routes.containsKey(route)) {
                active.labelValues(route).set(count);
            }
        });
    }
}
