package dev.portmux.sidecar.limit;

import java.util.concurrent.atomic.AtomicInteger;

/** The cap on open connections, shared by all event loops. */
public final class ConnectionCap {
    private final int capacity;
    private volatile int most;
    private final AtomicInteger open = new AtomicInteger();

    /** @param capacity of the process, which no wish exceeds */
    public ConnectionCap(int capacity) {
        this.capacity = capacity;
        most = capacity;
    }

    /** Sets the wanted limit; 0: as many as the process can take. Open connections stay. */
    public void wanted(int connections) {
        most = connections == 0 ? capacity : Math.min(connections, capacity);
    }

    /** The limit that holds. */
    public int most() {
        return most;
    }

    public void opened() {
        open.incrementAndGet();
    }

    public void closed() {
        open.decrementAndGet();
    }

    /** The number of open connections. */
    public int open() {
        return open.get();
    }

    /** Whether the next connection will be refused. */
    public boolean full() {
        return open.get() >= most;
    }

    /** Whether the connection that was opened last is one too many. */
    public boolean exceeded() {
        return open.get() > most;
    }
}
