package dev.portmux.sidecar.relay;

import dev.portmux.sidecar.net.Buffers;
import dev.portmux.sidecar.net.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Carries bytes between a client and a backend in both directions, with half-close and back-pressure: it reads from one side
 * only while the other takes the bytes. Its owner passes it the events of both sockets and acts on the {@link State} it returns.
 */
public final class Relay {

    /** The state of a relay. */
    public enum State {
        OPEN,
        /** Both sides have ended with FIN and all bytes are sent: close both. */
        ENDED,
        /** One side was reset or failed: reset the other. */
        RESET,
        /** The backend was never reached; the bytes for it are still here. */
        DIAL_FAILED
    }

    private final Pump up;
    private final Pump down;

    /**
     * Makes a relay between a connected client and a connecting backend.
     *
     * @param turns of the event loop of both
     */
    public Relay(Socket client, Socket backend, Buffers buffers, Turns turns) {
        up = Pump.toDialled(client, backend, buffers, turns);
        down = Pump.toConnected(backend, client, buffers, turns);
    }

    /** Shows the first bytes of each side, once, before they are sent: 0 to the limit, valid during the call only. */
    public void onFirstBytes(Consumer<ByteBuffer> ofClient, Consumer<ByteBuffer> ofBackend) {
        up.onFirstBytes(ofClient);
        down.onFirstBytes(ofBackend);
    }

    /** Goes on with another, connecting backend. */
    public void redial(Socket backend) {
        up.sink(backend);
        down.source(backend);
    }

    /** The client may have sent something, or ended. */
    public State clientReadable() {
        return after(up, up.readable(), down);
    }

    /** The client takes bytes again. */
    public State clientWritable() {
        return after(down, down.writable(), up);
    }

    /** The backend may have sent something, or ended. */
    public State backendReadable() {
        return after(down, down.readable(), up);
    }

    /** The backend is connected, or takes bytes again. */
    public State backendWritable() {
        return after(up, up.writable(), down);
    }

    private State after(Pump pump, Pump.State state, Pump reverse) {
        return switch (state) {
            case OPEN -> State.OPEN;
            case ENDED -> ended(pump, reverse);
            case SOURCE_RESET -> State.RESET;
            case SINK_FAILED -> sinkFailed(pump, reverse);
        };
    }

    private static State ended(Pump pump, Pump reverse) {
        if (reverse.finished()) {
            return State.ENDED; // closing both says it: no shutdown of its own
        }
        try {
            pump.finish();
            return State.OPEN;
        } catch (IOException e) {
            return State.RESET;
        }
    }

    private State sinkFailed(Pump pump, Pump reverse) {
        if (pump == up && !up.connected()) {
            return State.DIAL_FAILED;
        }
        reverse.readable(); // what it said before it broke, such as an HTTP 413, is still to be read
        return State.RESET;
    }

    /** Whether one side does not take what the other has sent. */
    public boolean isBlocked() {
        return up.isBlocked() || down.isBlocked();
    }

    /** Whether one side has ended with FIN, and the other has not. */
    public boolean halfClosed() {
        return up.finished() || down.finished();
    }

    /** Whether a backend has been connected. */
    public boolean connected() {
        return up.connected();
    }

    /** Releases the memory of bytes in flight. */
    public void discard() {
        up.discard();
        down.discard();
    }

    /** Bytes from the client. */
    public long bytesIn() {
        return up.moved();
    }

    /** Bytes from the backend. */
    public long bytesOut() {
        return down.moved();
    }
}
