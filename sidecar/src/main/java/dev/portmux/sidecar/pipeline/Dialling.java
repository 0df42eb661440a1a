package dev.portmux.sidecar.pipeline;

import dev.portmux.routes.ProxyProtocol;
import dev.portmux.sidecar.net.Socket;
import dev.portmux.sidecar.net.Timers;
import dev.portmux.sidecar.proxy.HeaderSocket;
import dev.portmux.sidecar.relay.Relay;
import dev.portmux.sidecar.upstream.Attempts;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A route is chosen: tries its backends. The client's bytes wait in the relay until a backend takes them. */
final class Dialling implements ConnectionState {
    static final String REFUSED = "connection refused";

    private final Worker worker;
    private final Attempts attempts;
    private final Socket client;
    private final Socket source;
    private final Deciding decided;
    private final Optional<AfterSilence> afterSilence;
    private @Nullable Relay relay;
    private @Nullable Socket backend;
    private Timers.@Nullable Timer timer;

    /**
     * Begins with no backend dialled.
     *
     * @param source  what is relayed from: the client, with its first bytes in front
     * @param decided the state before
     */
    Dialling(Worker worker, Step.RouteTo chosen, Socket client, Socket source, Deciding decided) {
        this.worker = worker;
        attempts = chosen.upstream().attempts(chosen.facts().source(), worker.clock());
        afterSilence = AfterSilence.of(chosen, worker.plan().observer());
        this.client = client;
        this.source = source;
        this.decided = decided;
    }

    /**
     * Dials the remaining backends in order, until one connects or is connecting. The first bytes are sent at once, because on
     * loopback connect() has already succeeded.
     *
     * @return the state of the relay; DIAL_FAILED if no backend is left
     */
    Relay.State dial(Socket.Listener listener, Runnable expired) {
        while (attempts.next()) {
            try {
                Socket dialled = withHeader(worker.dialer().dial(attempts.address()));
                backend = dialled;
                Relay.State state = begin(dialled);
                if (state != Relay.State.DIAL_FAILED) {
                    dialled.open(listener);
                    if (!connected()) {
                        timer = worker.timers()
                                .after(attempts.upstream().connectTimeout().toNanos(), expired);
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

    /** A backend that was given up, and another one, each get their own header. */
    private Socket withHeader(Socket dialled) {
        Optional<ProxyProtocol.Version> version = attempts.proxyProtocol();
        return version.isEmpty()
                ? dialled
                : new HeaderSocket(
                        dialled,
                        BackendHeader.write(
                                version.get(),
                                client,
                                decided,
                                attempts.upstream().protocol()),
                        worker.buffers());
    }

    private Relay.State begin(Socket dialled) {
        if (relay != null) {
            relay.redial(dialled);
            return Relay.State.OPEN;
        }
        Relay begun = new Relay(source, dialled, worker.buffers(), worker.turns());
        relay = begun;
        if (afterSilence.isPresent()) { // a lambda that captures would be made for every connection
            afterSilence.get().watch(begun);
        }
        return decided.anythingToRead() ? begun.clientReadable() : Relay.State.OPEN;
    }

    /** The reason to give up a backend that has not answered, such as {@code no answer in 3 s}. */
    String noAnswer() {
        long millis = attempts.upstream().connectTimeout().toMillis();
        return "no answer in " + (millis % 1_000 == 0 ? millis / 1_000 + " s" : millis + " ms");
    }

    /** Gives up the present backend. */
    void failed(String reason) {
        worker.plan().observer().dialFailed(attempts.upstream(), attempts.address(), reason);
        attempts.failed();
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
        attempts.connected();
        return new Relaying(relay, backend, attempts);
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /** Gives back the timer, the memory, the backend's socket and its place. */
    void release() {
        attempts.close();
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
