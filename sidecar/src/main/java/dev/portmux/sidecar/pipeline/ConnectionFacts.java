package dev.portmux.sidecar.pipeline;

import dev.portmux.sidecar.net.Peer;

/**
 * What the stages have found out about a connection.
 *
 * @param source   the client
 * @param detected the detected protocol; {@link Detected#NOTHING} before detection
 */
public record ConnectionFacts(Peer source, Detected detected) {

    /** The facts before the first stage. */
    static ConnectionFacts of(Peer source) {
        return new ConnectionFacts(source, Detected.NOTHING);
    }

    /**
     * What detection found.
     *
     * @param protocol a catalogue name, {@code payload}, {@code regex} or {@code any}; empty if nothing was recognised
     * @param result   the result of the connection, if nothing goes wrong later
     * @param bytes    number of bytes that had arrived at the decision
     */
    public record Detected(String protocol, Result result, int bytes) {
        public static final Detected NOTHING = new Detected("", Result.PROBE, 0);
    }

    /** A copy with what was detected. */
    public ConnectionFacts with(Detected found) {
        return new ConnectionFacts(source, found);
    }
}
