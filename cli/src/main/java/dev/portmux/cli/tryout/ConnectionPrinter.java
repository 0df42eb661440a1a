package dev.portmux.cli.tryout;

import dev.portmux.sidecar.observe.ConnectionListener;
import dev.portmux.sidecar.observe.ConnectionRecord;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Prints a line for each connection: when its route is decided, or when it ends without one. */
final class ConnectionPrinter implements ConnectionListener {
    static final ConnectionListener NONE = new ConnectionListener() {
        @Override
        public void decided(ConnectionRecord connection) {
            // Nobody reads along.
        }

        @Override
        public void ended(ConnectionRecord connection) {
            // Nobody reads along.
        }
    };

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final PrintWriter out;

    ConnectionPrinter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void decided(ConnectionRecord connection) {
        print(connection, "route " + connection.route(), how(connection));
    }

    @Override
    public void ended(ConnectionRecord connection) {
        if (connection.route().isEmpty()) {
            print(connection, "closed", connection.result().label() + " after " + after(connection));
        }
    }

    private static String how(ConnectionRecord connection) {
        return connection.detectionBytes() == 0
                ? "decided after %,d ms".formatted(connection.detection().toMillis())
                : "decided in " + after(connection);
    }

    private static String after(ConnectionRecord connection) {
        return "%.1f ms from %d bytes".formatted(connection.detection().toNanos() / 1e6, connection.detectionBytes());
    }

    private void print(ConnectionRecord connection, String what, String how) {
        var protocol = connection.detectionBytes() == 0 ? "(silence)" : connection.protocol();
        var source = connection.source();
        out.printf(
                "%s  %-11s %-16s %-34s %s:%d%n",
                TIME.format(connection.time()),
                protocol,
                what,
                how,
                source.getAddress().getHostAddress(),
                source.getPort());
        out.flush();
    }
}
