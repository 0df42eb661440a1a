package dev.portmux.sidecar.pipeline;

import dev.portmux.sidecar.net.Buffers;

/** How much a process takes upon itself, however many event loops it has. */
public final class Limits {
    /** Memory of loops that is not a rest of a slow reader: 21 loops have full reads, 128 still 128 KiB. */
    private static final long BUFFER_BYTES = 64L << 20;

    private static final int BUFFERS_OF_A_LOOP = 3;

    private final ConnectionCap cap;
    private final UndecidedBytes.Pool undecided;
    private final long slowReaderBytes;

    /**
     * Sets the limits.
     *
     * @param connections     open at once; more are refused
     * @param undecidedBytes  kept for connections that have no route yet, and once more for those that hold little
     * @param slowReaderBytes kept for slow readers; from there on reads are small
     */
    public Limits(int connections, long undecidedBytes, long slowReaderBytes) {
        cap = new ConnectionCap(connections);
        undecided = new UndecidedBytes.Pool(undecidedBytes);
        this.slowReaderBytes = slowReaderBytes;
    }

    /** The cap on connections, shared by all loops. */
    public ConnectionCap cap() {
        return cap;
    }

    /** For one loop; the limit is that of all. */
    UndecidedBytes undecidedBytes() {
        return new UndecidedBytes(undecided);
    }

    /** For one of so many loops. */
    Buffers buffers(int loops) {
        long share = BUFFER_BYTES / loops / BUFFERS_OF_A_LOOP;
        int largest = Math.clamp(Long.highestOneBit(share), Buffers.SMALL, Buffers.LARGE);
        return new Buffers(largest, slowReaderBytes / loops);
    }
}
