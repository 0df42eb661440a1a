package dev.portmux.sidecar.pipeline;

/**
 * How much one loop takes upon itself.
 *
 * @param connections    open at once; more wait in the kernel's queue
 * @param undecidedBytes kept for connections that have no route yet; the one that needs more is closed
 * @param restBytes      kept for slow readers; from there on reads are small
 */
public record Limits(int connections, long undecidedBytes, long restBytes) {

    private static final long UNDECIDED_BYTES = 8L << 20;
    private static final long REST_BYTES = 48L << 20;

    /** The share of each of so many loops: a machine with more processors needs no more memory. */
    static Limits of(int connections, int loops) {
        return new Limits(Math.ceilDiv(connections, loops), UNDECIDED_BYTES / loops, REST_BYTES / loops);
    }
}
