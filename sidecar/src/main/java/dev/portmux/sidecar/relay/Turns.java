package dev.portmux.sidecar.relay;

/** How many bytes one direction of a relay may move before other sockets of its event loop, and new clients, get their turn. */
public final class Turns {
    /**
     * A loop moves this much in about 5 ms, so a new connection waits about as long for each of its steps, beside any number of
     * streams. With 2 MiB, 200 connections at once beside 64 streams were answered as soon (p50 46 and 53 ms), and the streams carried
     * 0.6 times as much.
     */
    private static final int ROUND = 8 * 1024 * 1024;

    /** Smaller reads would cost more CPU than they save waiting. */
    private static final int SMALLEST = 128 * 1024;

    private final int largest;
    private int busy;

    /**
     * Begins with no busy direction.
     *
     * @param largest the most bytes that one turn may move
     */
    public Turns(int largest) {
        this.largest = largest;
    }

    /** The bytes that one turn may move now. */
    int bytes() {
        return Math.clamp(ROUND / Math.max(busy, 1), Math.min(SMALLEST, largest), largest);
    }

    /** Whether streams keep this loop busy. */
    public boolean anyBusy() {
        return busy > 0;
    }

    /** A direction has become busy, or has stopped being busy. */
    void changed(boolean nowBusy) {
        busy += nowBusy ? 1 : -1;
    }

    /** Whether a direction that moved this many bytes in one turn is busy. */
    boolean isBusy(long moved) {
        return moved >= SMALLEST;
    }
}
