package dev.portmux.sidecar;

import dev.portmux.routes.InvalidTableException;
import dev.portmux.routes.RoutingTable;
import dev.portmux.sidecar.admin.AdminReplies;
import dev.portmux.sidecar.admin.AdminServer;
import dev.portmux.sidecar.net.epoll.EpollTransport;
import dev.portmux.sidecar.net.nio.NioTransport;
import dev.portmux.sidecar.observe.AccessLog;
import dev.portmux.sidecar.observe.Meters;
import dev.portmux.sidecar.observe.SidecarJournal;
import dev.portmux.sidecar.pipeline.DataPlane;
import dev.portmux.sidecar.pipeline.Limits;
import dev.portmux.sidecar.pipeline.Result;
import dev.portmux.sidecar.pipeline.Worker;
import dev.portmux.sidecar.stage.Stages;
import dev.portmux.sidecar.table.Routing;
import dev.portmux.sidecar.table.TableSources;
import dev.portmux.sidecar.table.Tables;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** A running sidecar. It accepts connections as soon as it has a routing table. */
public final class Sidecar implements AutoCloseable {
    private static final long POLL_MILLIS = 20;
    private static final long UNDECIDED_BYTES = 8L << 20;
    private static final long SLOW_READER_BYTES = 48L << 20;

    private final Meters meters = new Meters();
    private final AccessLog accessLog;
    private final Tables tables;
    private final DataPlane plane;
    private final AdminServer admin;
    private final TableSources sources;
    private volatile boolean draining;

    /**
     * Binds, loads what tables there are, and starts.
     *
     * @throws IOException           saying in one sentence what cannot be listened on
     * @throws InvalidTableException if the table of the configuration cannot be used
     */
    public static Sidecar start(SidecarConfig config) throws IOException {
        Optional<Routing> first = config.table().map(Routing::of);
        AdminServer admin = new AdminServer(config.admin());
        try {
            Sidecar sidecar = new Sidecar(config, admin);
            sidecar.begin(first);
            return sidecar;
        } catch (IOException e) {
            admin.close();
            throw e;
        }
    }

    private Sidecar(SidecarConfig config, AdminServer admin) throws IOException {
        this.admin = admin;
        accessLog = new AccessLog(config.accessLog(), config.listener());
        tables = new Tables(meters);
        sources = new TableSources(tables, config.routesFile(), config.configMap());
        Limits limits = new Limits(config.maxConnections(), UNDECIDED_BYTES, SLOW_READER_BYTES);
        plane = DataPlane.bind(
                config.listen(),
                config.nativeSockets() && Epoll.isAvailable() ? new EpollTransport(OptionalInt.empty()) : new NioTransport(),
                new Worker.Plan(
                        Stages.all(limits.cap(), tables::inForce),
                        () -> tables.inForce()
                                .decider()
                                .table()
                                .timing()
                                .deadline()
                                .toNanos(),
                        new SidecarJournal(meters, accessLog)),
                limits);
    }

    private void begin(Optional<Routing> first) {
        tables.onFirst(plane::start);
        first.ifPresent(tables::swap);
        admin.serve("/readyz", () -> AdminReplies.ready(tables, draining));
        admin.serve("/routes", () -> AdminReplies.routes(tables));
        admin.serve("/metrics", () -> AdminReplies.metrics(meters, plane, accessLog));
        admin.start();
        sources.start();
    }

    /** Where connections arrive. */
    public InetSocketAddress listening() {
        return plane.address();
    }

    /** Where the admin endpoint is. */
    public InetSocketAddress admin() {
        return admin.address();
    }

    /**
     * Puts a table in force: new connections see it, open ones do not.
     *
     * @throws InvalidTableException if it cannot be used; the one in force stays
     */
    public void swap(RoutingTable table) {
        tables.swap(Routing.of(table));
    }

    /** Says that it is not ready, stops accepting, and waits until the open connections have ended, at most so long. */
    public void drain(Duration longest) throws InterruptedException {
        draining = true;
        plane.stopAccepting();
        long end = System.nanoTime() + longest.toNanos();
        while (plane.openConnections() > 0 && System.nanoTime() - end < 0) {
            Thread.sleep(POLL_MILLIS);
        }
        plane.endAll(Result.DRAINED);
    }

    /** Stops at once; what is open ends with {@link Result#DRAINED}. */
    @Override
    public void close() {
        draining = true;
        sources.close();
        plane.close();
        accessLog.close();
        admin.close();
    }
}
