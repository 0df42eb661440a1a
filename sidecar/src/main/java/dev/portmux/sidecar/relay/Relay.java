package dev.portmux.sidecar.relay;

import dev.portmux.sidecar.net.Buffers;
import dev.portmux.sidecar.net.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Carries bytes between a client and a backend, both ways, with half-close and back-pressure: a side that does not take
 * bytes is not read for. Knows no socket; whoever hears the wires tells it and does what the answer says.
 */
public final class Relay {

    public enum State {
        OPEN,
        /** Both sides have ended and all bytes are sent: close both. */
        ENDED,
        /** A side broke: reset the other. */
        RESET,
        /** The backend was never reached; the bytes for it are still here. */
        DIAL_FAILED
    }

    private final Pump up;
    private final Pump down;

    public Relay(Wire client, Wire backend, Buffers buffers) {
        up = new Pump(client, backend, buffers);
        down = new Pump(backend, client, buffers);
        down.open();
    }

    /** Starts with what detection has read; {@code ended}: nothing follows. Sent at once: on loopback connect() is then done. */
    public State begin(ByteBuffer first, boolean ended) {
        if (ended) {
            up.end();
        }
        return after(up, up.offer(first), down);
    }

    /** Goes on with another backend, as yet unconnected. */
    public void redial(Wire backend) {
        up.sink(backend);
        down.source(backend);
    }

    public State clientReadable(boolean ending) {
        return after(up, up.readable(ending), down);
    }

    public State clientWritable() {
        return after(down, down.writable(), up);
    }

    public State backendReadable(boolean ending) {
        return after(down, down.readable(ending), up);
    }

    public State backendWritable() {
        return after(up, up.writable(), down);
    }

    private State after(Pump pump, Pump.State state, Pump reverse) {
        return switch (state) {
            case OPEN -> State.OPEN;
            case ENDED -> ended(pump, reverse);
            case SOURCE_FAILED -> State.RESET;
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
        if (pump == up && !up.opened()) {
            return State.DIAL_FAILED;
        }
        reverse.readable(true); // what it said before it broke, such as an HTTP 413, is still to be read
        return State.RESET;
    }

    public boolean connected() {
        return up.opened();
    }

    /** Gives back the memory of bytes in flight. */
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
