package dev.portmux.sidecar;

import dev.portmux.routes.RoutingTable;
import dev.portmux.sidecar.kube.ConfigMapRef;
import dev.portmux.sidecar.observe.ConnectionListener;
import dev.portmux.sidecar.observe.QueuedOutput;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The configuration of a sidecar.
 *
 * @param listen        the data plane; port 0 takes a free one
 * @param admin         the admin endpoint; port 0 takes a free one
 * @param nativeSockets whether to use epoll if the system has it, and not the JDK's selectors
 */
public record SidecarConfig(
        InetSocketAddress listen,
        InetSocketAddress admin,
        Sources sources,
        Observers observers,
        Capacity capacity,
        boolean nativeSockets) {

    /**
     * Where routing tables come from.
     *
     * @param table     to begin with
     * @param file      read at start and when it changes
     * @param configMap to watch
     */
    public record Sources(Optional<RoutingTable> table, Optional<Path> file, Optional<ConfigMapRef> configMap) {}

    /**
     * The listeners and logs.
     *
     * @param accessLog     gets a line of JSON for each connection
     * @param listener      hears of connections
     * @param standardError the log of this process, if it is a queue of the sidecar
     */
    public record Observers(
            Optional<OutputStream> accessLog,
            Optional<ConnectionListener> listener,
            Optional<QueuedOutput> standardError) {}

    /** Begins with only the addresses: no table, no log, up to 20,000 connections, native sockets. */
    public static Builder at(InetSocketAddress listen, InetSocketAddress admin) {
        return new Builder(listen, admin);
    }

    /** Builds a configuration. */
    public static final class Builder {
        private final InetSocketAddress listen;
        private final InetSocketAddress admin;
        private Optional<RoutingTable> table = Optional.empty();
        private Optional<Path> routesFile = Optional.empty();
        private Optional<ConfigMapRef> configMap = Optional.empty();
        private Optional<OutputStream> accessLog = Optional.empty();
        private Optional<ConnectionListener> listener = Optional.empty();
        private Optional<QueuedOutput> standardError = Optional.empty();
        private Capacity capacity = Capacity.of(20_000, Capacity.Machine.here());
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

        public Builder standardError(QueuedOutput value) {
            standardError = Optional.of(value);
            return this;
        }

        /** The most open connections; fewer if file descriptors or memory allow only fewer. */
        public Builder maxConnections(int value) {
            return capacity(Capacity.of(value, Capacity.Machine.here()));
        }

        Builder capacity(Capacity value) {
            capacity = value;
            return this;
        }

        public Builder nativeSockets(boolean value) {
            nativeSockets = value;
            return this;
        }

        public SidecarConfig build() {
            return new SidecarConfig(
                    listen,
                    admin,
                    new Sources(table, routesFile, configMap),
                    new Observers(accessLog, listener, standardError),
                    capacity,
                    nativeSockets);
        }
    }
}
