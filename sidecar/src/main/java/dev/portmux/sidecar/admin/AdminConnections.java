package dev.portmux.sidecar.admin;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The open connections of the admin endpoint, the oldest first, and their limits. Used on the endpoint's thread. */
final class AdminConnections {
    /** The most bytes of unread answers. Each answer counts in full, even if several connections share it. */
    private static final long MOST_BYTES = 4 << 20;

    private final int most;
    private final LinkedHashSet<AdminConnection> open = new LinkedHashSet<>();
    private long bytes;

    AdminConnections(int most) {
        this.most = most;
    }

    /** Adds a connection. If there is no room, it closes an older one, never the new one. */
    void add(AdminConnection connection) {
        if (open.size() >= most) {
            closeOldest();
        }
        open.add(connection);
    }

    void remove(AdminConnection connection) {
        open.remove(connection);
    }

    /** Reserves memory for an answer. If there is none, the oldest readers are closed. */
    void hold(AdminConnection connection, int length) {
        bytes += length;
        while (bytes > MOST_BYTES && close(other -> other.isWriting() && other != connection)) {}
    }

    void release(int length) {
        bytes -= length;
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    boolean anyTapping() {
        return open.stream().anyMatch(AdminConnection::isTapping);
    }

    void tick(long now) {
        List.copyOf(open).forEach(connection -> connection.tick(now));
    }

    void closeAll() {
        List.copyOf(open).forEach(AdminConnection::close);
    }

    /** Closes the oldest connection without a complete request, or else the oldest one. */
    void closeOldest() {
        if (!close(AdminConnection::isIdle)) {
            close(connection -> true);
        }
    }

    private boolean close(Predicate<AdminConnection> which) {
        Optional<AdminConnection> oldest = open.stream().filter(which).findFirst();
        oldest.ifPresent(AdminConnection::close);
        return oldest.isPresent();
    }
}
