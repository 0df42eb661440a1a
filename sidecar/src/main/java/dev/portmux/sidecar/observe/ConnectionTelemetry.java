package dev.portmux.sidecar.observe;

import dev.portmux.routes.AccessLogging;
import dev.portmux.routes.Bytes;
import dev.portmux.sidecar.net.Addresses;
import dev.portmux.sidecar.pipeline.Connection;
import dev.portmux.sidecar.pipeline.ConnectionObserver;
import dev.portmux.sidecar.pipeline.Result;
import dev.portmux.sidecar.upstream.Upstream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts connections, logs failures, and passes connections on to the access log and the tap. */
public final class ConnectionTelemetry implements ConnectionObserver {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionTelemetry.class);

    private final Meters meters;
    private final AccessLog accessLog;
    private final Tap tap;
    private final Supplier<AccessLogging> logging;
    private final LogRateLimiter acceptFailures = LogRateLimiter.tenSeconds();
    private final LogRateLimiter errors = LogRateLimiter.tenSeconds();
    private final LogRateLimiter limited = LogRateLimiter.second();

    /** @param logging the rules of the table in force */
    public ConnectionTelemetry(Meters meters, AccessLog accessLog, Tap tap, Supplier<AccessLogging> logging) {
        this.meters = meters;
        this.accessLog = accessLog;
        this.tap = tap;
        this.logging = logging;
    }

    @Override
    public void accepted(Connection connection) {
        meters.accepted();
    }

    @Override
    public void decided(Connection connection) {
        meters.decided(connection);
        accessLog.decided(connection);
        tap.decided(connection);
    }

    @Override
    public void ended(Connection connection) {
        meters.ended(connection);
        AccessLogging rules = logging.get();
        accessLog.ended(connection, rules);
        tap.ended(connection, rules.firstBytes());
        if (connection.result() == Result.LIMITED) {
            connection.upstream().ifPresentOrElse(this::limited, this::limited);
        }
    }

    private void limited(Upstream upstream) {
        meters.route(upstream)
                .limitLog()
                .run(others -> LOG.warn(
                        "route {}: a connection was refused at its limit of {} open connections ({} since the last such line)",
                        upstream.route(),
                        upstream.maxConnections(),
                        others + 1));
    }

    /** Refused connections have no line in the access log, since a flood would fill it. */
    @Override
    public void refused(Connection connection) {
        meters.refused(connection);
        tap.ended(connection, 0);
        limited();
    }

    private void limited() {
        limited.run(others -> LOG.warn(
                "a connection was refused at a limit of this sidecar ({} since the last such line)", others + 1));
    }

    @Override
    public void dialFailed(Upstream upstream, InetSocketAddress backend, String reason) {
        RouteStats route = meters.route(upstream);
        route.dialFailed();
        route.dialFailureLog()
                .run(others -> LOG.warn(
                        "route {}: cannot connect to {}: {} ({} failures since the last such line)",
                        upstream.route(),
                        Addresses.text(backend),
                        reason,
                        others + 1));
    }

    @Override
    public void greetingMismatched(Upstream upstream, Bytes greeting) {
        RouteStats route = meters.route(upstream);
        route.greetingMismatched();
        route.greetingLog()
                .run(others -> LOG.warn(
                        "route {}: its backend begins with {} (expected: the greeting of {}) ({} connections since the last such line)",
                        upstream.route(),
                        greeting.text(),
                        upstream.protocol(),
                        others + 1));
    }

    @Override
    public void acceptFailed(IOException cause) {
        meters.acceptFailed();
        acceptFailures.run(others -> LOG.warn(
                "cannot accept connections for a moment: {} ({} times since the last such line)",
                cause.getMessage(),
                others + 1));
    }

    @Override
    public void unexpected(Throwable error) {
        errors.run(others -> LOG.error(
                "a connection was closed by an error of the sidecar ({} since the last such line)", others + 1, error));
    }
}
