package dev.portmux.sidecar.pipeline;

import dev.portmux.routes.Timeouts;
import dev.portmux.sidecar.limit.SourceSlot;
import dev.portmux.sidecar.net.End;
import dev.portmux.sidecar.net.Peer;
import dev.portmux.sidecar.net.Socket;
import dev.portmux.sidecar.pipeline.ConnectionFacts.Via;
import dev.portmux.sidecar.pipeline.ConnectionState.Ended;
import dev.portmux.sidecar.pipeline.ConnectionState.Relaying;
import dev.portmux.sidecar.proxy.LateHeaderSocket;
import dev.portmux.sidecar.relay.Relay;
import dev.portmux.sidecar.upstream.Upstream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection from accept to its end. It executes the answers of the stages and of the relay; {@link
 * ConnectionState} has its states.
 *
 * <p>This class uses instanceof and not pattern switches: C1, the only compiler of a sidecar, calls a pattern switch through a
 * method handle, and a connection would take a dozen of these.
 */
public final class Connection implements Socket.Listener {
    /** A connection that is shorter does not pay the system calls for keep-alive. */
    private static final long LASTING = 20_000_000_000L;

    private final Worker worker;
    private final Socket client;
    private final long acceptedAt;
    private ConnectionFacts facts;
    private ConnectionState state;
    private @Nullable Upstream upstream;
    private long detectionNanos;
    private long countedIn;
    private long countedOut;
    private boolean keptAlive;

    /** What had been relayed when this connection was last looked at, and when that had last changed. */
    private long relayedAtLook = -1;

    private long activeAt;

    /** Neighbours in the list of the loop's open connections. */
    @Nullable Connection earlier;

    @Nullable Connection later;

    Connection(Worker worker, Socket client, Peer peer) {
        this.worker = worker;
        this.client = client;
        acceptedAt = worker.nanoTime();
        facts = ConnectionFacts.of(peer);
        state = new Deciding(worker, client, facts, new GiveUp());
    }

    void begin() {
        if (!(state instanceof Deciding deciding)) {
            return;
        }
        Step first = deciding.begin();
        if (first instanceof Step.Close close) {
            state = new Ended(close.why(), 0, 0, deciding.undecided());
            close(client, close.how() == End.RESET);
            worker.refused(this);
            return;
        }
        worker.plan().observer().accepted(this);
        try {
            client.open(this);
        } catch (IOException e) {
            end(Result.RESET);
            return;
        }
        deciding.startDeadline(new DeadlineExpired());
        follow(deciding, first);
    }

    private void follow(Deciding deciding, Step answer) {
        Step step = deciding.through(answer);
        if (step instanceof Step.RouteTo chosen) {
            facts = chosen.facts();
            route(deciding, chosen);
        } else if (step instanceof Step.More more) {
            deciding.await(more, new PatienceExpired());
        } else if (step instanceof Step.Close close) {
            end(close.why(), close.how() == End.RESET);
        }
    }

    private void route(Deciding deciding, Step.RouteTo chosen) {
        detectionNanos = nanos();
        upstream = chosen.upstream();
        worker.plan().observer().decided(this);
        if (!chosen.upstream().admit()) {
            end(Result.LIMITED, true);
            return;
        }
        deciding.release();
        facts.slot().ifPresent(SourceSlot::decided);
        Dialling dialling = new Dialling(worker, chosen, client, source(deciding), deciding);
        state = dialling;
        if (chosen.upstream().hasEndpoints()) {
            dial(dialling);
        } else {
            end(Result.NO_BACKEND);
        }
    }

    /** What is relayed from: the client, with its first bytes in front. */
    private Socket source(Deciding deciding) {
        Socket replayed = deciding.replayed();
        return facts.via() instanceof Via.Outstanding outstanding
                ? new LateHeaderSocket(
                        replayed, outstanding.required(), header -> facts = facts.with(new Via.Balancer(header)))
                : replayed;
    }

    private void dial(Dialling dialling) {
        Relay.State dialled = dialling.dial(new BackendListener(), new DialExpired());
        if (dialled == Relay.State.DIAL_FAILED) {
            end(Result.DIAL_FAILED);
        } else {
            follow(dialled);
        }
    }

    private void follow(Relay.State relayed) {
        if (state instanceof Dialling dialling && dialling.connected()) {
            state = dialling.connectedTo();
        }
        switch (relayed) {
            case OPEN -> {}
            case ENDED -> end(facts.detected().result());
            case RESET -> end(Result.RESET, true);
            case DIAL_FAILED -> dialFailed(Dialling.REFUSED);
        }
    }

    private void dialFailed(String reason) {
        if (state instanceof Dialling dialling) {
            dialling.failed(reason);
            dial(dialling);
        }
    }

    /** A busy loop may not have read bytes that came in time, so it reads first; the timer decides only if there were none. */
    private void patienceExpired() {
        if (state instanceof Deciding deciding) {
            Step step = deciding.read();
            follow(deciding, step == null ? deciding.asked().idle() : step);
        }
    }

    private void deadlineExpired() {
        if (state instanceof Deciding deciding) {
            Step step = deciding.read();
            Step last = step == null ? deciding.asked() : step;
            follow(deciding, last instanceof Step.More more ? more.deadline() : last);
        }
    }

    @Override
    public void readable() {
        if (state instanceof Relaying relaying) {
            follow(relaying.relay().clientReadable());
        } else if (state instanceof Deciding deciding) {
            Step step = deciding.read();
            if (step != null) {
                follow(deciding, step);
            }
        } else if (state instanceof Dialling dialling) {
            follow(dialling.clientReadable());
        }
    }

    @Override
    public void writable() {
        if (state instanceof Relaying relaying) {
            follow(relaying.relay().clientWritable());
        }
    }

    @Override
    public void failed(Throwable cause) {
        unexpected(cause);
        if (state instanceof Deciding deciding) {
            end(deciding.broken());
        } else {
            end(Result.RESET, true);
        }
    }

    private void unexpected(Throwable cause) {
        if (!(cause instanceof IOException)) {
            worker.plan().observer().unexpected(cause);
        }
    }

    /** Looks after a connection that has a backend: called every second. */
    void tend(Timeouts timeouts, boolean shortOfMemory) {
        if (!(state instanceof Relaying relaying)) {
            return;
        }
        long now = worker.nanoTime();
        long relayed = bytesIn() + bytesOut();
        if (relayed != relayedAtLook) {
            relayedAtLook = relayed;
            activeAt = now;
        } else if (shortOfMemory && relaying.relay().isBlocked()) {
            end(Result.LIMITED, true);
            return;
        }
        if (expired(timeouts.idle(), now)) {
            end(Result.IDLE);
        } else if (relaying.relay().halfClosed() && expired(timeouts.halfClosed(), now)) {
            end(Result.HALF_CLOSED);
        } else if (!keptAlive && nanos() > LASTING) {
            keepAlive(relaying, timeouts);
        }
    }

    private boolean expired(Duration limit, long now) {
        return limit.isPositive() && now - activeAt >= limit.toNanos();
    }

    /**
     * Sets keep-alive on both sides. The kernel's own limit for unacknowledged bytes follows the idle time, for it would also
     * cut off a client that does not read for a while: without an idle time there is none.
     */
    private void keepAlive(Relaying relaying, Timeouts timeouts) {
        keptAlive = true;
        var settings = new Socket.KeepAlive(
                (int) timeouts.keepAlive().toSeconds(), (int) timeouts.idle().toMillis());
        try {
            if (!settings.equals(Socket.KeepAlive.OF_CLIENTS)) {
                client.keepAlive(settings);
            }
            relaying.backend().keepAlive(settings);
        } catch (IOException e) {
            failed(e);
        }
    }

    void end(Result how) {
        end(how, false);
    }

    private void end(Result how, boolean reset) {
        ConnectionState before = state;
        if (before instanceof Ended) {
            return;
        }
        if (upstream == null) {
            detectionNanos = nanos();
        }
        state = new Ended(how, before.bytesIn(), before.bytesOut(), before.undecided());
        if (before instanceof Relaying relaying) {
            relaying.attempts().close();
            relaying.relay().discard();
            close(relaying.backend(), reset);
        } else if (before instanceof Deciding deciding) {
            facts = deciding.facts();
            deciding.release();
        } else if (before instanceof Dialling dialling) {
            dialling.release();
        }
        close(client, reset);
        facts.slot().ifPresent(SourceSlot::ended);
        worker.ended(this);
    }

    private static void close(Socket socket, boolean reset) {
        if (reset) {
            socket.reset();
        } else {
            socket.close();
        }
    }

    /** What the stages have found. */
    public ConnectionFacts facts() {
        return facts;
    }

    /** The upstream that it was routed to, if any. */
    public Optional<Upstream> upstream() {
        return Optional.ofNullable(upstream);
    }

    /** How it ended; before its end, how it will end if nothing goes wrong. */
    public Result result() {
        return state instanceof Ended ended ? ended.result() : facts.detected().result();
    }

    /** From accept to the decision. */
    public long detectionNanos() {
        return detectionNanos;
    }

    /** Bytes that had arrived at the decision. */
    public int detectionBytes() {
        return upstream == null ? (int) bytesIn() : facts.detected().bytes();
    }

    /** The bytes that were read until it ended without a route; empty if it has one, and before the end. */
    public ByteBuffer undecided() {
        return state instanceof Ended ended ? ended.undecided().duplicate() : ConnectionState.NOTHING;
    }

    /** From accept to now. */
    public long nanos() {
        return worker.nanoTime() - acceptedAt;
    }

    /** Bytes from the client. */
    public long bytesIn() {
        return state.bytesIn();
    }

    /** Bytes from the backend. */
    public long bytesOut() {
        return state.bytesOut();
    }

    /** Bytes from the client since the last call. */
    public long newBytesIn() {
        long since = bytesIn() - countedIn;
        countedIn += since;
        return since;
    }

    /** Bytes from the backend since the last call. */
    public long newBytesOut() {
        long since = bytesOut() - countedOut;
        countedOut += since;
        return since;
    }

    /** A class and not a lambda, since every connection has several: creating a capturing lambda is slow with C1. */
    private abstract class Expiry implements Runnable {
        abstract void expired();

        @Override
        public final void run() {
            try {
                expired();
            } catch (Throwable error) {
                failed(error);
            }
        }
    }

    private final class PatienceExpired extends Expiry {
        @Override
        void expired() {
            patienceExpired();
        }
    }

    private final class DeadlineExpired extends Expiry {
        @Override
        void expired() {
            deadlineExpired();
        }
    }

    private final class DialExpired extends Expiry {
        @Override
        void expired() {
            if (state instanceof Dialling dialling) {
                dialFailed(dialling.noAnswer());
            }
        }
    }

    private final class GiveUp implements Runnable {
        @Override
        public void run() {
            end(Result.LIMITED, true);
        }
    }

    private final class BackendListener implements Socket.Listener {
        @Override
        public void readable() {
            if (state instanceof Relaying relaying) {
                follow(relaying.relay().backendReadable());
            } else if (state instanceof Dialling dialling) {
                follow(dialling.backendReadable());
            }
        }

        @Override
        public void writable() {
            if (state instanceof Relaying relaying) {
                follow(relaying.relay().backendWritable());
            } else if (state instanceof Dialling dialling) {
                follow(dialling.backendWritable());
            }
        }

        @Override
        public void failed(Throwable cause) {
            unexpected(cause);
            if (state instanceof Dialling) {
                dialFailed(String.valueOf(cause.getMessage()));
            } else {
                end(Result.RESET, true);
            }
        }
    }
}
