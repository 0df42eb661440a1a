package dev.portmux.sidecar.pipeline;

import dev.portmux.routes.Timeouts;
import dev.portmux.sidecar.limit.ConnectionCap;
import dev.portmux.sidecar.limit.Limits;
import dev.portmux.sidecar.limit.MemoryPressure;
import dev.portmux.sidecar.limit.UndecidedBytes;
import dev.portmux.sidecar.net.Buffers;
import dev.portmux.sidecar.net.Dialer;
import dev.portmux.sidecar.net.Peer;
import dev.portmux.sidecar.net.Socket;
import dev.portmux.sidecar.net.Timers;
import dev.portmux.sidecar.relay.Turns;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What the connections of one event loop share. Used only on the thread of that loop; uses no socket API. */
public final class Worker {

    /**
     * What the event loop provides to a worker.
     *
     * @param nanoTime  a clock
     * @param scheduler runs timers on the thread of the loop
     * @param dialer    connects to backends on the loop
     */
    public record Platform(LongSupplier nanoTime, Timers.Scheduler scheduler, Dialer dialer) {}

    /**
     * What all workers have in common.
     *
     * @param stages        in their order
     * @param deadlineNanos from accept until the stages must have decided
     * @param timeouts      of connections that have a route
     * @param observer      is told of events
     */
    public record Plan(
            List<Stage> stages, LongSupplier deadlineNanos, Supplier<Timeouts> timeouts, ConnectionObserver observer) {}

    private final Platform platform;
    private final Plan plan;
    private final ConnectionCap cap;
    private final MemoryPressure memory;
    private final UndecidedBytes undecided;
    private final Buffers buffers;
    private final Timers timers;
    private final Turns turns;
    private final Connections open = new Connections();

    /** Makes one of {@code loops} workers that share {@code limits}. */
    public Worker(Platform platform, Plan plan, Limits limits, int loops) {
        this.platform = platform;
        this.plan = plan;
        cap = limits.cap();
        memory = limits.memory();
        undecided = limits.undecidedBytes();
        buffers = limits.buffers(loops);
        timers = new Timers(platform.nanoTime(), platform.scheduler());
        turns = new Turns(buffers.largest());
    }

    /** Takes over a client's socket that is not yet opened. */
    public void accepted(Socket client, Peer peer) {
        Connection connection = new Connection(this, client, peer);
        cap.opened();
        open.add(connection);
        try {
            connection.begin();
        } catch (RuntimeException | Error e) {
            connection.failed(e);
        }
    }

    /** A stage refused it at once. */
    void refused(Connection connection) {
        open.remove(connection);
        cap.closed();
        plan.observer().refused(connection);
    }

    void ended(Connection connection) {
        open.remove(connection);
        cap.closed();
        plan.observer().ended(connection);
    }

    /** Ends every connection that is open. */
    public void endAll(Result how) {
        open.forEach(connection -> connection.end(how));
    }

    /**
     * Ends connections that are idle for too long or, while memory is short, whose reader is stuck. Sets the keep-alive of those
     * that last. Called every second.
     */
    public void tend() {
        Timeouts timeouts = plan.timeouts().get();
        boolean shortOfMemory = memory.isHigh();
        open.forEach(connection -> connection.tend(timeouts, shortOfMemory));
    }

    /** Visits every connection that is open; the visitor may end it. */
    public void forEachOpen(Consumer<Connection> visitor) {
        open.forEach(visitor);
    }

    /** The number of open connections of this loop. */
    public int openConnections() {
        return open.size();
    }

    long nanoTime() {
        return platform.nanoTime().getAsLong();
    }

    LongSupplier clock() {
        return platform.nanoTime();
    }

    Dialer dialer() {
        return platform.dialer();
    }

    Plan plan() {
        return plan;
    }

    /** The timers of this loop. */
    public Timers timers() {
        return timers;
    }

    /** The memory of this loop. */
    public Buffers buffers() {
        return buffers;
    }

    Turns turns() {
        return turns;
    }

    UndecidedBytes undecided() {
        return undecided;
    }

    /** Bytes held on this loop for connections without a route. */
    public long undecidedBytes() {
        return undecided.held();
    }
}
