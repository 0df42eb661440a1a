package dev.portmux.sidecar.pipeline;

import dev.portmux.sidecar.net.Socket;
import dev.portmux.sidecar.net.Timers;
import dev.portmux.sidecar.relay.Relay;
import dev.portmux.sidecar.upstream.Upstream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A route is chosen: tries its backends. The client's bytes wait in the relay until a backend takes them. */
final class Dialling implements ConnectionState {
    /** A backend that takes longer is passed over. */
    private static final long CONNECT_TIMEOUT = 3_000_000_000L;

    static final String NO_ANSWER = "no answer in 3 s";
    static final String REFUSED = "connection refused";

    private final Worker worker;
    private final Upstream upstream;
    private final Upstream.Attempts attempts;
    private final Socket client;
    private final boolean anythingToRead;
    private final Optional<AfterSilence> afterSilence;
    private @Nullable Relay relay;
    private @Nullable Socket backend;
    private @Nullable InetSocketAddress address;
    private Timers.@Nullable Timer timer;

    /** @param anythingToRead the client has sent something */
    Dialling(Worker worker, Step.RouteTo chosen, Socket client, boolean anythingToRead) {
        this.worker = worker;
        this.upstream = chosen.upstream();
        afterSilence = AfterSilence.of(chosen, worker.plan().observer());
        this.client = client;
        this.anythingToRead = anythingToRead;
        attempts = upstream.attempts();
    }

    boolean hasNext() {
        return attempts.hasNext();
    }

    /**
     * Dials the remaining backends in order, until one connects or is connecting. The first bytes are sent at once, because on
     * loopback connect() has already succeeded.
     *
     * @return the state of the relay; DIAL_FAILED if no backend is left
     */
    Relay.State dial(Socket.Listener listener, Runnable expired) {
        while (attempts.hasNext()) {
            address = attempts.next();
            try {
                Socket dialled = worker.dialer().dial(address);
                backend = dialled;
                Relay.State state = begin(dialled);
                if (state != Relay.State.DIAL_FAILED) {
                    dialled.open(listener);
                    if (!connected()) {
                        timer = worker.timers().after(CONNECT_TIMEOUT, expired);
                    }
                    return state;
                }
                failed(REFUSED);
            } catch (IOException e) {
                if (connected()) {
                    return Relay.State.RESET; // bytes have left: they cannot be sent again
                }
                failed(String.valueOf(e.getMessage()));
            }
        }
        return Relay.State.DIAL_FAILED;
    }

    private Relay.State begin(Socket dialled) {
        if (relay != null) {
            relay.redial(dialled);
            return Relay.State.OPEN;
        }
        Relay begun = new Relay(client, dialled, worker.buffers(), worker.turns());
        relay = begun;
        afterSilence.ifPresent(watcher -> watcher.watch(begun));
        return anythingToRead ? begun.clientReadable() : Relay.State.OPEN;
    }

    /** Gives up the present backend. */
    void failed(String reason) {
        if (address != null) {
            worker.plan().observer().dialFailed(upstream, address, reason);
        }
        cancelTimer();
        if (backend != null) {
            backend.close();
            backend = null;
        }
    }

    /** The client has sent something before a backend is connected: the relay keeps it. */
    Relay.State clientReadable() {
        return relay == null ? Relay.State.OPEN : relay.clientReadable();
    }

    Relay.State backendReadable() {
        return relay == null ? Relay.State.OPEN : relay.backendReadable();
    }

    Relay.State backendWritable() {
        return relay == null ? Relay.State.OPEN : relay.backendWritable();
    }

    boolean connected() {
        return relay != null && relay.connected();
    }

    /** The next state, once {@link #connected}. */
    Relaying connectedTo() {
        cancelTimer();
        if (relay == null || backend == null) {
            throw new IllegalStateException("not connected");
        }
        return new Relaying(relay, backend);
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /** Gives back the timer, the memory and the backend's socket. */
    void release() {
        cancelTimer();
        if (relay != null) {
            relay.discard();
        }
        if (backend != null) {
            backend.reset();
        }
    }

    @Override
    public long bytesIn() {
        return relay == null ? 0 : relay.bytesIn();
    }

    @Override
    public long bytesOut() {
        return relay == null ? 0 : relay.bytesOut();
    }
}
