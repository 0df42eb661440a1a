package dev.portmux.cli.capture;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Follows the TCP connections of captures. */
public final class Connections {
    private final Map<Set<InetSocketAddress>, Connection> open = new HashMap<>();
    private final Set<Set<InetSocketAddress>> begunBefore = new HashSet<>();
    private final List<Connection> all = new ArrayList<>();

    public void add(Frame frame) {
        Segment.of(frame).ifPresent(this::add);
    }

    private void add(Segment segment) {
        Set<InetSocketAddress> ends = ends(segment);
        Connection connection = open.get(ends);
        if (segment.syn() && !segment.ack() && (connection == null || !connection.beganWith(segment))) {
            connection = new Connection(segment);
            open.put(ends, connection);
            all.add(connection);
        } else if (connection == null) {
            begunBefore.add(ends);
        } else {
            connection.add(segment);
        }
    }

    private static Set<InetSocketAddress> ends(Segment segment) {
        return segment.from().equals(segment.to()) ? Set.of(segment.from()) : Set.of(segment.from(), segment.to());
    }

    /** Connections that began before the capture did. */
    public int begunBefore() {
        return begunBefore.size();
    }

    /** Those whose handshake was completed. */
    List<Connection> established() {
        return all.stream().filter(Connection::isEstablished).toList();
    }

    /** Those that were established, by server, the busiest first. */
    public List<Service> services() {
        Map<InetSocketAddress, List<Connection>> byServer = new LinkedHashMap<>();
        for (Connection connection : established()) {
            byServer.computeIfAbsent(connection.server(), server -> new ArrayList<>())
                    .add(connection);
        }
        return byServer.entrySet().stream()
                .map(entry -> new Service(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(
                                (Service service) -> service.connections().size())
                        .reversed())
                .toList();
    }
}
