package dev.portmux.sidecar.observe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.portmux.sidecar.net.Addresses;
import dev.portmux.sidecar.pipeline.Connection;
import dev.portmux.sidecar.pipeline.Result;
import dev.portmux.sidecar.table.Routing;
import dev.portmux.sidecar.table.TableListener;
import dev.portmux.sidecar.upstream.Endpoint;
import dev.portmux.sidecar.upstream.Upstream;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The metrics of one sidecar. There are rows for the routes of the loaded table, and for earlier routes while they have open
 * connections. A scrape only reads figures, so scrapes may overlap.
 */
public final class Meters implements TableListener {
    /** The content type of {@link #text}. */
    public static final String TEXT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    /** The route label of connections without a route. */
    private static final String NO_ROUTE = "";

    private static final Result[] RESULTS = Result.values();
    private static final double[] SECONDS = {0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10};
    private static final double[] BYTES = {0, 1, 4, 16, 64, 256, 1024, 4096, 16384, 65536};
    private static final PrometheusTextFormatWriter TEXT = PrometheusTextFormatWriter.create();
    private static final JsonFactory JSON = new JsonFactory();

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Map<String, RouteStats> routes = new ConcurrentHashMap<>();
    private final RouteStats noRoute = new RouteStats("");
    private final Map<Result, Distribution> detectionSeconds = new EnumMap<>(Result.class);
    private final Distribution detectionBytes = new Distribution(BYTES);
    private final Counter acceptErrors = counter(
            "portmux_accept_errors_total",
            "Pauses because a connection could not be accepted, such as for want of file descriptors.");
    private final Counter refusedTables =
            counter("portmux_tables_refused_total", "Routing tables that could not be used.");
    private final Info loaded = Info.builder()
            .name("portmux_routes_loaded_info")
            .help("The hash of the loaded routing table.")
            .labelNames("hash")
            .register(registry);
    private volatile Optional<Routing> table = Optional.empty();

    /**
     * Begins with every figure at zero.
     *
     * @param maxConnections    the limit of open connections
     * @param accessLogDropped  lines of the access log that were lost so far
     * @param logDropped        lines of the log that were lost so far
     */
    public Meters(IntSupplier maxConnections, LongSupplier accessLogDropped, LongSupplier logDropped) {
        for (Result result : RESULTS) {
            detectionSeconds.put(result, new Distribution(SECONDS));
        }
        registry.register(this::seconds);
        registry.register(this::bytes);
        CounterWithCallback.builder()
                .name("portmux_connections_total")
                .help("Connections that have ended.")
                .labelNames("route", "protocol", "result")
                .callback(this::connections)
                .register(registry);
        GaugeWithCallback.builder()
                .name("portmux_active_connections")
                .help("Open connections. Without a route: not yet decided.")
                .labelNames("route")
                .callback(row -> {
                    row.call(noRoute.open(), NO_ROUTE);
                    routes.forEach((route, stats) -> row.call(stats.open(), route));
                })
                .register(registry);
        CounterWithCallback.builder()
                .name("portmux_relayed_bytes_total")
                .help("Bytes relayed; in: from clients.")
                .labelNames("route", "direction")
                .callback(row -> routes.forEach((route, stats) -> {
                    row.call((double) stats.bytesIn(), route, "in");
                    row.call((double) stats.bytesOut(), route, "out");
                }))
                .register(registry);
        CounterWithCallback.builder()
                .name("portmux_dial_failures_total")
                .help("Attempts to connect to a backend that failed.")
                .labelNames("route")
                .callback(row -> routes.forEach((route, stats) -> row.call((double) stats.dialFailures(), route)))
                .register(registry);
        CounterWithCallback.builder()
                .name("portmux_greeting_mismatch_total")
                .help("Connections routed by silence whose backend did not greet as the protocol of the route does.")
                .labelNames("route")
                .callback(row -> routes.forEach((route, stats) ->
                        stats.greetingMismatches().ifPresent(count -> row.call((double) count, route))))
                .register(registry);
        GaugeWithCallback.builder()
                .name("portmux_endpoints")
                .help("Addresses of the loaded table. Down: they failed, and are left out until they are tried again.")
                .labelNames("route", "health")
                .callback(row -> upstreams().forEach(upstream -> endpoints(row, upstream)))
                .register(registry);
        GaugeWithCallback.builder()
                .name("portmux_route_backends")
                .help("Addresses of backends in the loaded routing table.")
                .labelNames("route")
                .callback(row -> table.stream()
                        .flatMap(routing -> routing.decider().table().routes().stream())
                        .forEach(route -> row.call(route.backends().size(), route.name())))
                .register(registry);
        GaugeWithCallback.builder()
                .name("portmux_max_connections")
                .help("Connections that may be open at once.")
                .callback(row -> row.call(maxConnections.getAsInt()))
                .register(registry);
        dropped(
                "portmux_access_log_dropped_total",
                "Lines that the access log's reader was too slow for.",
                accessLogDropped);
        dropped("portmux_log_dropped_total", "Lines that the reader of standard error was too slow for.", logDropped);
    }

    private Collection<Upstream> upstreams() {
        return table.map(Routing::upstreams).orElse(List.of());
    }

    private static void endpoints(GaugeWithCallback.Callback row, Upstream upstream) {
        List<Endpoint> all = upstream.endpoints();
        long up = all.stream()
                .filter(endpoint -> endpoint.health() == Endpoint.Health.UP)
                .count();
        row.call((double) up, upstream.route(), "up");
        row.call((double) (all.size() - up), upstream.route(), "down");
    }

    private Counter counter(String name, String help) {
        return Counter.builder().name(name).help(help).withoutExemplars().register(registry);
    }

    private void dropped(String name, String help, LongSupplier sum) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(row -> row.call((double) sum.getAsLong()))
                .register(registry);
    }

    private HistogramSnapshot seconds() {
        var snapshot = HistogramSnapshot.builder()
                .name("portmux_detection_duration_seconds")
                .help("Time from accept to the decision.");
        detectionSeconds.forEach((result, seen) -> seen.addTo(snapshot, Labels.of("result", result.label())));
        return snapshot.build();
    }

    private HistogramSnapshot bytes() {
        var snapshot = HistogramSnapshot.builder()
                .name("portmux_detection_bytes")
                .help("Bytes that had arrived at the decision.");
        detectionBytes.addTo(snapshot, Labels.EMPTY);
        return snapshot.build();
    }

    private void connections(CounterWithCallback.Callback row) {
        forEachEnd(noRoute, (result, count) -> row.call(count, NO_ROUTE, "", result.label()));
        routes.forEach((route, stats) ->
                forEachEnd(stats, (result, count) -> row.call(count, route, stats.protocol(), result.label())));
    }

    private static void forEachEnd(RouteStats stats, BiConsumer<Result, Long> visitor) {
        for (Result result : RESULTS) {
            long count = stats.ended(result);
            if (count > 0) {
                visitor.accept(result, count);
            }
        }
    }

    @Override
    public synchronized void loaded(Routing routing) {
        loaded.setLabelValues(routing.hash());
        table = Optional.of(routing);
        routing.upstreams()
                .forEach(upstream -> routes.compute(
                        upstream.route(),
                        (route, known) ->
                                known == null ? new RouteStats(upstream.protocol()) : known.of(upstream.protocol())));
        discardUnused();
    }

    private synchronized void discardUnused() {
        Set<String> inTable = upstreams().stream().map(Upstream::route).collect(Collectors.toSet());
        for (String route : routes.keySet()) {
            if (!inTable.contains(route)) {
                routes.computeIfPresent(route, (name, stats) -> stats.discard() ? null : stats);
            }
        }
    }

    @Override
    public void refused() {
        refusedTables.inc();
    }

    void accepted() {
        noRoute.begin();
    }

    /** A connection was refused before it began. */
    void refused(Connection connection) {
        noRoute.refused(connection.result());
    }

    void decided(Connection connection) {
        noRoute.leave();
        Upstream upstream = connection.upstream().orElseThrow();
        while (!route(upstream).begin()) {
            Thread.onSpinWait(); // discarded at this very moment: the next look finds a new one
        }
    }

    void ended(Connection connection) {
        Optional<Upstream> upstream = connection.upstream();
        (upstream.isPresent() ? route(upstream.get()) : noRoute).end(connection);
        Objects.requireNonNull(detectionSeconds.get(connection.result())).observe(connection.detectionNanos() / 1e9);
        detectionBytes.observe(connection.detectionBytes());
    }

    /** Adds the bytes that an open connection relayed since the last call. Called on the loop of the connection. */
    public void relayed(Connection connection) {
        connection.upstream().map(this::route).ifPresent(stats -> stats.relayed(connection));
    }

    RouteStats route(Upstream upstream) {
        RouteStats known = routes.get(upstream.route());
        return known != null
                ? known
                : routes.computeIfAbsent(upstream.route(), route -> new RouteStats(upstream.protocol()));
    }

    void acceptFailed() {
        acceptErrors.inc();
    }

    /** All metrics in Prometheus' text format. */
    public byte[] text() {
        discardUnused();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            TEXT.write(out, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Table, connections by route, and the endpoints of the table, as JSON: {@code docs/design/contracts.md}. */
    public byte[] json() {
        discardUnused();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("table", table.map(Routing::hash).orElse(null));
            json.writeObjectFieldStart("routes");
            write(json, NO_ROUTE, noRoute);
            for (Map.Entry<String, RouteStats> route : routes.entrySet()) {
                write(json, route.getKey(), route.getValue());
            }
            json.writeEndObject();
            json.writeObjectFieldStart("endpoints");
            for (Upstream upstream : upstreams()) {
                write(json, upstream);
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, Upstream upstream) throws IOException {
        json.writeObjectFieldStart(upstream.route());
        for (Endpoint endpoint : upstream.endpoints()) {
            json.writeObjectFieldStart(Addresses.text(endpoint.address()));
            json.writeStringField("health", endpoint.health().label());
            json.writeNumberField("open", endpoint.open());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String route, RouteStats stats) throws IOException {
        json.writeObjectFieldStart(route);
        json.writeNumberField("open", stats.open());
        json.writeObjectFieldStart("ended");
        for (Result result : RESULTS) {
            if (stats.ended(result) > 0) {
                json.writeNumberField(result.label(), stats.ended(result));
            }
        }
        json.writeEndObject();
        OptionalLong mismatches = stats.greetingMismatches();
        if (mismatches.isPresent()) {
            json.writeNumberField("greetingMismatches", mismatches.getAsLong());
        }
        json.writeEndObject();
    }
}
