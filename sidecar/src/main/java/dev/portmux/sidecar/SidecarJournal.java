package dev.portmux.sidecar;

import java.net.InetSocketAddress;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what loops tell, and passes it on to the access log. */
record SidecarJournal(Meters meters, AccessLog accessLog) implements Journal {
    private static final Logger LOG = LoggerFactory.getLogger(Sidecar.class);

    @Override
    public void decided(Connection connection) {
        if (accessLog.wantsDecided()) {
            accessLog.decided(connection.record(Instant.now()));
        }
    }

    @Override
    public void ended(Connection connection) {
        meters.ended(connection);
        if (accessLog.wantsEnded()) {
            accessLog.ended(connection.record(Instant.now()));
        }
    }

    @Override
    public void dialFailed(Target target, InetSocketAddress backend, String reason) {
        meters.dialFailed(target.route());
        LOG.debug("route {}: cannot connect to {}: {}", target.route(), backend, reason);
    }

    @Override
    public void unexpected(Throwable error) {
        LOG.error("a connection was closed by an error of the sidecar", error);
    }
}
