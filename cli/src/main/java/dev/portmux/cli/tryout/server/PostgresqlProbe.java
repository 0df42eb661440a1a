package dev.portmux.cli.tryout.server;

import org.postgresql.util.DriverInfo;

/** The server tells the port that it listens on itself. */
public final class PostgresqlProbe implements Probe {
    public static String url(int port) {
        return "jdbc:postgresql://%s:%d/%s?user=%s&connectTimeout=%d"
                .formatted(
                        Loopback.HOST,
                        port,
                        PostgresqlBackend.USER,
                        PostgresqlBackend.USER,
                        Probes.PATIENCE.toSeconds());
    }

    @Override
    public String client() {
        return "pgjdbc " + DriverInfo.DRIVER_VERSION;
    }

    @Override
    public String ask(int port) throws Exception {
        return "port " + Probes.query(url(port), "SELECT inet_server_port()");
    }
}
