package dev.portmux.sidecar.admin;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The open connections of the admin endpoint, the oldest first, and what they may hold. On its thread. */
final class AdminConnections {
    /** Answers that their readers have not taken. Each is counted in full, shared or not. */
    private static final long MOST_BYTES = 4 << 20;

    private final int most;
    private final LinkedHashSet<AdminConnection> open = new LinkedHashSet<>();
    private long bytes;

    AdminConnections(int most) {
        this.most = most;
    }

    /** Makes room first: the new one is never the one that goes. */
    void add(AdminConnection connection) {
        if (open.size() >= most) {
            closeOldest();
        }
        open.add(connection);
    }

    void remove(AdminConnection connection) {
        open.remove(connection);
    }

    /** Makes room for an answer: the oldest readers lose theirs. */
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

    void closeLate(long now) {
        List.copyOf(open).stream().filter(connection -> connection.isLate(now)).forEach(AdminConnection::close);
    }

    void closeAll() {
        List.copyOf(open).forEach(AdminConnection::close);
    }

    /** Rather one that has not yet asked for anything than one that is being answered. */
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
