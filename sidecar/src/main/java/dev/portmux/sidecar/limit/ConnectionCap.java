package dev.portmux.sidecar.limit;

import java.util.concurrent.atomic.AtomicInteger;

/** The cap on open connections, shared by all event loops. */
public final class ConnectionCap {
    private final int most;
    private final AtomicInteger open = new AtomicInteger();

    public ConnectionCap(int most) {
        this.most = most;
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
