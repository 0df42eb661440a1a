package dev.portmux.sidecar;

import dev.portmux.routes.RoutingTable;
import dev.portmux.sidecar.kube.ConfigMapRef;
import dev.portmux.sidecar.observe.ConnectionListener;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a sidecar is to do.
 *
 * @param listen         the data plane; port 0 takes a free one
 * @param admin          the admin endpoint; port 0 takes a free one
 * @param table          to begin with
 * @param routesFile     a file with a table, read at start and when it changes
 * @param configMap      a ConfigMap to watch
 * @param accessLog      where a line of JSON per connection goes
 * @param listener       hears of connections
 * @param maxConnections open at once; more wait in the kernel's queue
 * @param nativeSockets  epoll where there is one; otherwise the JDK's selectors
 */
public record SidecarConfig(
        InetSocketAddress listen,
        InetSocketAddress admin,
        Optional<RoutingTable> table,
        Optional<Path> routesFile,
        Optional<ConfigMapRef> configMap,
        Optional<OutputStream> accessLog,
        Optional<ConnectionListener> listener,
        int maxConnections,
        boolean nativeSockets) {

    /** Begins with nothing but the addresses: no table, no log, 20,000 connections, native sockets. */
    public static Builder at(InetSocketAddress listen, InetSocketAddress admin) {
        return new Builder(listen, admin);
    }

    /** Collects what differs from nothing. */
    public static final class Builder {
        private final InetSocketAddress listen;
        private final InetSocketAddress admin;
        private Optional<RoutingTable> table = Optional.empty();
        private Optional<Path> routesFile = Optional.empty();
        private Optional<ConfigMapRef> configMap = Optional.empty();
        private Optional<OutputStream> accessLog = Optional.empty();
        private Optional<ConnectionListener> listener = Optional.empty();
        private int maxConnections = 20_000;
        private boolean nativeSockets = true;

        private Builder(InetSocketAddress listen, InetSocketAddress admin) {
            this.listen = listen;
            this.admin = admin;
        }

        public Builder table(RoutingTable value) {
            table = Optional.of(value);
            return this;
        }

        public Builder routesFile(Path value) {
            routesFile = Optional.of(value);
            return this;
        }

        public Builder configMap(ConfigMapRef value) {
            configMap = Optional.of(value);
            return this;
        }

        public Builder accessLog(OutputStream value) {
            accessLog = Optional.of(value);
            return this;
        }

        public Builder listener(ConnectionListener value) {
            listener = Optional.of(value);
            return this;
        }

        public Builder maxConnections(int value) {
            maxConnections = value;
            return this;
        }

        public Builder nativeSockets(boolean value) {
            nativeSockets = value;
            return this;
        }

        public SidecarConfig build() {
            return new SidecarConfig(
                    listen, admin, table, routesFile, configMap, accessLog, listener, maxConnections, nativeSockets);
        }
    }
}
