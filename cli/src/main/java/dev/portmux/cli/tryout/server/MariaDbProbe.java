package dev.portmux.cli.tryout.server;

import org.mariadb.jdbc.util.VersionFactory;

/** The server tells the port that it listens on itself. */
final class MariaDbProbe implements Probe {
    @Override
    public String client() {
        return "MariaDB Connector/J " + VersionFactory.getInstance().getVersion();
    }

    @Override
    public String ask(int port) throws Exception {
        var url = "jdbc:mariadb://%s:%d/?user=%s&connectTimeout=%d"
                .formatted(Loopback.HOST, port, MariaDbBackend.USER, Probes.PATIENCE.toMillis());
        return "port " + Probes.query(url, "SELECT @@port");
    }
}
