package dev.portmux.sidecar.pipeline;

import dev.portmux.sidecar.net.Peer;

/**
 * What is known of a connection.
 *
 * @param source   where it comes from
 * @param detected what it was recognised as; {@link Detected#NOTHING} until then
 */
public record ConnectionFacts(Peer source, Detected detected) {

    /** Before any stage. */
    static ConnectionFacts of(Peer source) {
        return new ConnectionFacts(source, Detected.NOTHING);
    }

    /**
     * What detection found.
     *
     * @param protocol a catalogue name, {@code payload}, {@code regex} or {@code any}; empty if nothing was recognised
     * @param result   what the connection ends with, if nothing else happens to it
     * @param bytes    that had arrived by then
     */
    public record Detected(String protocol, Result result, int bytes) {
        public static final Detected NOTHING = new Detected("", Result.PROBE, 0);
    }

    /** The same, with what was detected. */
    public ConnectionFacts with(Detected found) {
        return new ConnectionFacts(source, found);
    }
}
