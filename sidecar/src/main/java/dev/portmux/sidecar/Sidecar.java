package dev.portmux.sidecar;

import dev.portmux.routes.InvalidTableException;
import dev.portmux.routes.RoutingTable;
import dev.portmux.sidecar.admin.AdminReplies;
import dev.portmux.sidecar.admin.AdminServer;
import dev.portmux.sidecar.limit.Limits;
import dev.portmux.sidecar.limit.MemoryPressure;
import dev.portmux.sidecar.net.epoll.EpollTransport;
import dev.portmux.sidecar.net.nio.NioTransport;
import dev.portmux.sidecar.observe.AccessLog;
import dev.portmux.sidecar.observe.ConnectionTelemetry;
import dev.portmux.sidecar.observe.Meters;
import dev.portmux.sidecar.observe.QueuedOutput;
import dev.portmux.sidecar.observe.Tap;
import dev.portmux.sidecar.pipeline.DataPlane;
import dev.portmux.sidecar.pipeline.Result;
import dev.portmux.sidecar.pipeline.Worker;
import dev.portmux.sidecar.stage.Stages;
import dev.portmux.sidecar.table.OwnAddress;
import dev.portmux.sidecar.table.Routing;
import dev.portmux.sidecar.table.TableListener;
import dev.portmux.sidecar.table.TableSources;
import dev.portmux.sidecar.table.Tables;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running sidecar. It accepts connections as soon as it has a routing table. */
public final class Sidecar implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sidecar.class);
    private static final long POLL_MILLIS = 20;

    private final AccessLog accessLog;
    private final Tables tables;
    private final TableSources sources;
    private final DataPlane plane;
    private final AdminServer admin;
    private final AtomicBoolean draining;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Sidecar(
            AccessLog accessLog,
            Tables tables,
            TableSources sources,
            DataPlane plane,
            AdminServer admin,
            AtomicBoolean draining) {
        this.accessLog = accessLog;
        this.tables = tables;
        this.sources = sources;
        this.plane = plane;
        this.admin = admin;
        this.draining = draining;
    }

    /**
     * Binds, loads the tables that are available, and starts.
     *
     * @throws IOException           saying in one sentence which address cannot be listened on
     * @throws InvalidTableException if the table of the configuration cannot be used
     */
    public static Sidecar start(SidecarConfig config) throws IOException {
        AccessLog accessLog =
                new AccessLog(config.observers().accessLog(), config.observers().listener());
        Optional<QueuedOutput> standardError = config.observers().standardError();
        Capacity capacity = config.capacity();
        Limits limits = new Limits(
                capacity.connections(),
                capacity.undecidedBytes(),
                capacity.slowReaderBytes(),
                new MemoryPressure(Path.of("/sys/fs/cgroup")));
        Meters meters = new Meters(
                limits.cap()::most,
                accessLog::dropped,
                () -> standardError.map(QueuedOutput::dropped).orElse(0L));
        Tap tap = new Tap();
        Tables tables = new Tables(new TableListener() {
            @Override
            public void loaded(Routing routing) {
                limits.cap().wanted(routing.decider().table().policy().limits().connections());
                meters.loaded(routing);
            }

            @Override
            public void refused() {
                meters.refused();
            }
        });
        TableSources sources = new TableSources(
                tables, config.sources().file(), config.sources().configMap());
        AtomicBoolean draining = new AtomicBoolean();
        List<Supplier<Optional<String>>> troubles =
                List.of(accessLog::trouble, sources::trouble, () -> standardError.flatMap(QueuedOutput::trouble));

        DataPlane plane = DataPlane.bind(
                config.listen(),
                config.nativeSockets() && Epoll.isAvailable()
                        ? new EpollTransport(capacity.socketBufferBytes())
                        : new NioTransport(),
                new Worker.Plan(
                        Stages.all(limits, tables::inForce, System::nanoTime),
                        () -> tables.inForce()
                                .decider()
                                .table()
                                .timing()
                                .deadline()
                                .toNanos(),
                        () -> tables.inForce().decider().table().policy().timeouts(),
                        new ConnectionTelemetry(
                                meters,
                                accessLog,
                                tap,
                                () -> tables.inForce()
                                        .decider()
                                        .table()
                                        .policy()
                                        .accessLog())),
                limits);
        AdminServer admin;
        try {
            admin = AdminServer.start(
                    config.admin(),
                    config.capacity().adminConnections(),
                    AdminReplies.of(meters, tap, plane, tables, troubles, draining::get));
        } catch (IOException | RuntimeException | Error e) {
            plane.close();
            throw e;
        }
        Sidecar sidecar = new Sidecar(accessLog, tables, sources, plane, admin, draining);
        sidecar.begin(config);
        return sidecar;
    }

    private void begin(SidecarConfig config) {
        try {
            LOG.info(
                    "takes up to {} connections at once, because of {}",
                    config.capacity().connections(),
                    config.capacity().reason());
            tables.onFirst(new OwnAddress(plane.address()), plane::start);
            accessLog.start();
            config.sources().table().ifPresent(tables::swap);
            sources.start();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** The address of the data plane. */
    public InetSocketAddress listening() {
        return plane.address();
    }

    /** The address of the admin endpoint. */
    public InetSocketAddress admin() {
        return admin.address();
    }

    /**
     * Puts a table in force for new connections; open ones keep theirs.
     *
     * @throws InvalidTableException if it cannot be used; the one in force stays
     */
    public void swap(RoutingTable table) {
        tables.swap(table);
    }

    /** Becomes unready, stops accepting, and waits until the open connections have ended, {@code longest} at most. */
    public void drain(Duration longest) throws InterruptedException {
        draining.set(true);
        plane.stopAccepting();
        long end = System.nanoTime() + longest.toNanos();
        while (plane.openConnections() > 0 && System.nanoTime() - end < 0) {
            Thread.sleep(POLL_MILLIS);
        }
        plane.endAll(Result.DRAINED);
    }

    /** Stops at once; open connections end with {@link Result#DRAINED}. A second call does nothing. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        draining.set(true);
        sources.close();
        plane.close();
        accessLog.close();
        admin.close();
    }
}
