package dev.portmux.sidecar.relay;

/** How many bytes one direction of a relay may move before other sockets of its event loop, and new clients, get their turn. */
public final class Turns {
    /** A loop moves this much in 2 to 4 ms, so a new connection waits about as long for each of its steps, beside any number of streams. */
    private static final int ROUND = 2 * 1024 * 1024;

    /** Smaller reads would cost more CPU than they save waiting. */
    private static final int SMALLEST = 64 * 1024;

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
