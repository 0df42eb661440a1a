package dev.portmux.sidecar.observe;

import dev.portmux.sidecar.pipeline.Connection;
import dev.portmux.sidecar.pipeline.Result;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The rows of one route, found once and not for every connection. */
final class RouteMeter {
    private final String route;
    private final CounterDataPoint bytesIn;
    private final CounterDataPoint bytesOut;
    private final Counter dialFailures;
    private final Map<Result, CounterDataPoint> byResult = new ConcurrentHashMap<>();
    private final Function<Result, CounterDataPoint> row;

    RouteMeter(String route, String protocol, Counter connections, Counter relayed, Counter dialFailures) {
        this.route = route;
        this.dialFailures = dialFailures;
        row = result -> connections.labelValues(route, protocol, result.label());
        bytesIn = relayed.labelValues(route, "in");
        bytesOut = relayed.labelValues(route, "out");
    }

    void ended(Result result) {
        byResult.computeIfAbsent(result, row).inc();
    }

    void relayed(Connection connection) {
        bytesIn.inc(connection.newBytesIn());
        bytesOut.inc(connection.newBytesOut());
    }

    void dialFailed() {
        dialFailures.labelValues(route).inc();
    }
}
