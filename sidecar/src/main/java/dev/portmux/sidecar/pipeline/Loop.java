package dev.portmux.sidecar.pipeline;

import dev.portmux.sidecar.net.Buffers;
import dev.portmux.sidecar.net.Dialer;
import dev.portmux.sidecar.net.Peer;
import dev.portmux.sidecar.net.Timeouts;
import dev.portmux.sidecar.net.Wire;
import dev.portmux.sidecar.table.Routing;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What the connections of one event loop share. All of it is used on the thread of that loop. */
public final class Loop {
    private final LongSupplier nanoTime;
    private final Timeouts timeouts;
    private final Buffers buffers;
    private final Dialer dialer;
    private final Journal journal;
    private final Supplier<Routing> routing;
    private final Limits limits;
    private final Connections open = new Connections();
    private long undecided;
    private int turn;
    private Runnable roomAgain = () -> {};

    public Loop(
            LongSupplier nanoTime,
            Timeouts.Scheduler scheduler,
            Dialer dialer,
            Journal journal,
            Supplier<Routing> routing,
            Limits limits) {
        this.nanoTime = nanoTime;
        this.dialer = dialer;
        this.journal = journal;
        this.routing = routing;
        this.limits = limits;
        timeouts = new Timeouts(nanoTime, scheduler);
        buffers = new Buffers(limits.restBytes());
    }

    /** Takes a client's wire that is not yet open. */
    public void accepted(Wire client, Peer peer) {
        Connection connection = new Connection(this, client, peer, routing.get());
        open.add(connection);
        journal.accepted(connection);
        connection.start();
    }

    void ended(Connection connection) {
        boolean wasFull = full();
        open.remove(connection);
        if (wasFull) {
            roomAgain.run();
        }
        journal.ended(connection);
    }

    boolean full() {
        return open.size() >= limits.connections();
    }

    /** @param listener hears that the loop may accept again after it was full */
    void onRoom(Runnable listener) {
        roomAgain = listener;
    }

    /** Ends every connection that is open. */
    public void endAll(Result how) {
        open.forEach(connection -> connection.end(how));
    }

    void forEachOpen(Consumer<Connection> visitor) {
        open.forEach(visitor);
    }

    public int openConnections() {
        return open.size();
    }

    /** Asks to keep more bytes of connections without a route. */
    boolean keepUndecided(int bytes) {
        if (undecided + bytes > limits.undecidedBytes()) {
            return false;
        }
        undecided += bytes;
        return true;
    }

    void releaseUndecided(int bytes) {
        undecided -= bytes;
    }

    public long undecidedBytes() {
        return undecided;
    }

    int nextTurn() {
        return turn++;
    }

    long nanoTime() {
        return nanoTime.getAsLong();
    }

    public Timeouts timeouts() {
        return timeouts;
    }

    public Buffers buffers() {
        return buffers;
    }

    Dialer dialer() {
        return dialer;
    }

    Journal journal() {
        return journal;
    }
}
