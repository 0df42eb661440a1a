package dev.portmux.sidecar.relay;

/** How much each direction of an event loop's relays may move before the others, and new clients, have their turn. */
public final class Turns {
    /** A loop moves about this in 2 to 4 ms: what a new connection waits for each of its steps beside any number of streams. */
    private static final int ROUND = 2 * 1024 * 1024;

    /** Smaller reads cost more CPU than the turns are worth. */
    private static final int SMALLEST = 64 * 1024;

    private final int largest;
    private int busy;

    /**
     * Begins with nobody busy.
     *
     * @param largest the most that one turn may move, however few are busy
     */
    public Turns(int largest) {
        this.largest = largest;
    }

    /** Bytes that one turn may move. */
    int bytes() {
        return Math.clamp(ROUND / Math.max(busy, 1), Math.min(SMALLEST, largest), largest);
    }

    /** Whether streams keep this loop busy. */
    public boolean anyBusy() {
        return busy > 0;
    }

    /** A direction that was idle has moved so much that it is likely to go on, or the other way round. */
    void changed(boolean nowBusy) {
        busy += nowBusy ? 1 : -1;
    }

    /** Whether moving so much in one turn makes a direction a busy one. */
    boolean isBusy(long moved) {
        return moved >= SMALLEST;
    }
}
