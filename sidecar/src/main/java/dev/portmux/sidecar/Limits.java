package dev.portmux.sidecar;

/**
 * How much one loop takes upon itself.
 *
 * @param connections    open at once; more wait in the kernel's queue
 * @param undecidedBytes kept for connections that have no route yet; the one that needs more is closed
 * @param restBytes      kept for slow readers; from there on reads are small
 */
record Limits(int connections, long undecidedBytes, long restBytes) {

    /** This many connections over so many loops. */
    static Limits of(int connections, int loops) {
        return new Limits(Math.ceilDiv(connections, loops), 4L << 20, 16L << 20);
    }
}
