package dev.portmux.sidecar.observe;

import dev.portmux.sidecar.Sidecar;
import dev.portmux.sidecar.net.ListenFailure;
import dev.portmux.sidecar.pipeline.Connection;
import dev.portmux.sidecar.pipeline.ConnectionObserver;
import dev.portmux.sidecar.upstream.Upstream;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what loops tell, and passes it on to the access log. */
public final class SidecarJournal implements ConnectionObserver {
    private static final Logger LOG = LoggerFactory.getLogger(Sidecar.class);

    private final Meters meters;
    private final AccessLog accessLog;
    private final Seldom seldom = new Seldom(System::nanoTime);

    public SidecarJournal(Meters meters, AccessLog accessLog) {
        this.meters = meters;
        this.accessLog = accessLog;
    }

    @Override
    public void refused(Connection connection) {
        meters.ended(connection);
    }

    @Override
    public void began(Connection connection) {}

    @Override
    public void decided(Connection connection) {
        if (accessLog.wantsDecided()) {
            accessLog.tell(LogEntry.of(connection, false));
        }
    }

    @Override
    public void ended(Connection connection) {
        meters.ended(connection);
        if (accessLog.wantsEnded()) {
            accessLog.tell(LogEntry.of(connection, true));
        }
    }

    @Override
    public void dialFailed(Upstream upstream, InetSocketAddress backend, String reason) {
        meters.dialFailed(upstream.route());
        seldom.run(others -> LOG.warn(
                "route {}: cannot connect to {}: {} ({} failures since the last such line)",
                upstream.route(),
                ListenFailure.text(backend),
                reason,
                others + 1));
    }

    @Override
    public void acceptFailed(IOException cause) {
        meters.acceptFailed();
        seldom.run(others -> LOG.warn("cannot accept connections for a moment: {}", cause.getMessage()));
    }

    @Override
    public void unexpected(Throwable error) {
        LOG.error("a connection was closed by an error of the sidecar", error);
    }
}
