package dev.portmux.sidecar.pipeline;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The open connections of a loop: an intrusive linked list, 8 bytes for each connection. */
final class Connections {
    private @Nullable Connection first;
    private int size;

    void add(Connection connection) {
        connection.later = first;
        if (first != null) {
            first.earlier = connection;
        }
        first = connection;
        size++;
    }

    void remove(Connection connection) {
        if (connection.earlier == null) {
            first = connection.later;
        } else {
            connection.earlier.later = connection.later;
        }
        if (connection.later != null) {
            connection.later.earlier = connection.earlier;
        }
        size--;
    }

    /** The visitor may remove the connection that it visits. */
    void forEach(Consumer<Connection> visitor) {
        Connection next = first;
        while (next != null) {
            Connection connection = next;
            next = connection.later;
            visitor.accept(connection);
        }
    }

    int size() {
        return size;
    }
}
