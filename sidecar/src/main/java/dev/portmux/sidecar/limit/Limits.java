package dev.portmux.sidecar.limit;

import dev.portmux.sidecar.net.Buffers;

/** The limits of a process, whatever the number of its event loops. */
public final class Limits {
    /** Memory of all loops for reads, without the rests of slow readers: 21 loops have reads of 1 MiB, 128 loops of 128 KiB. */
    private static final long BUFFER_BYTES = 64L << 20;

    private static final int BUFFERS_OF_A_LOOP = 3;

    private final ConnectionCap cap;
    private final SourceLimits sources = new SourceLimits(System::nanoTime);
    private final UndecidedBytes.Pool undecided;
    private final long slowReaderBytes;
    private final MemoryPressure memory;

    /**
     * Sets the limits.
     *
     * @param connections     the most open connections; more are refused
     * @param undecidedBytes  kept for connections without a route, and the same again for those that hold little
     * @param slowReaderBytes kept for slow readers; above this, reads are small
     */
    public Limits(int connections, long undecidedBytes, long slowReaderBytes) {
        this(connections, undecidedBytes, slowReaderBytes, MemoryPressure.NONE);
    }

    /**
     * The same, in a container.
     *
     * @param memory of the container: under pressure, connections whose reader is stuck end
     */
    public Limits(int connections, long undecidedBytes, long slowReaderBytes, MemoryPressure memory) {
        this.memory = memory;
        cap = new ConnectionCap(connections);
        undecided = new UndecidedBytes.Pool(undecidedBytes);
        this.slowReaderBytes = slowReaderBytes;
    }

    /** The cap on connections, shared by all loops. */
    public ConnectionCap cap() {
        return cap;
    }

    /** The counts of each source, shared by all loops. */
    public SourceLimits sources() {
        return sources;
    }

    /** The memory of the container. */
    public MemoryPressure memory() {
        return memory;
    }

    /** The memory of one loop for undecided bytes; all loops share the limit. */
    public UndecidedBytes undecidedBytes() {
        return new UndecidedBytes(undecided);
    }

    /** The read buffers of one of {@code loops} loops. */
    public Buffers buffers(int loops) {
        long share = BUFFER_BYTES / loops / BUFFERS_OF_A_LOOP;
        int largest = Math.clamp(Long.highestOneBit(share), Buffers.SMALL, Buffers.LARGE);
        return new Buffers(largest, slowReaderBytes / loops);
    }
}
