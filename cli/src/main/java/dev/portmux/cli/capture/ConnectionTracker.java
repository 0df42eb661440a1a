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

/** Follows the TCP connections of captures, up to 100,000. */
public final class ConnectionTracker {
    /** Connections that are followed; of later ones nothing is said. */
    private static final int MOST = 100_000;

    private final Map<Set<InetSocketAddress>, CapturedConnection> open = new HashMap<>();
    private final Set<Set<InetSocketAddress>> begunBefore = new HashSet<>();
    private final List<CapturedConnection> all = new ArrayList<>();

    public void add(CaptureFile.Frame frame) {
        Segment.of(frame).ifPresent(this::add);
    }

    private void add(Segment segment) {
        Set<InetSocketAddress> ends = ends(segment);
        CapturedConnection connection = open.get(ends);
        if (all.size() + begunBefore.size() >= MOST && (connection == null || begins(segment))) {
            return;
        }
        if (begins(segment) && (connection == null || !connection.beganWith(segment))) {
            connection = new CapturedConnection(segment);
            open.put(ends, connection);
            all.add(connection);
        } else if (connection == null) {
            begunBefore.add(ends);
        } else {
            connection.add(segment);
        }
    }

    private static boolean begins(Segment segment) {
        return segment.syn() && !segment.ack();
    }

    private static Set<InetSocketAddress> ends(Segment segment) {
        return segment.from().equals(segment.to()) ? Set.of(segment.from()) : Set.of(segment.from(), segment.to());
    }

    /** Connections that began before the capture did. */
    public int begunBefore() {
        return begunBefore.size();
    }

    /** Those whose handshake was completed. */
    List<CapturedConnection> established() {
        return all.stream().filter(CapturedConnection::isEstablished).toList();
    }

    /** The servers of the established connections, the busiest first. */
    public List<CapturedServer> servers() {
        Map<InetSocketAddress, List<CapturedConnection>> byServer = new LinkedHashMap<>();
        for (CapturedConnection connection : established()) {
            byServer.computeIfAbsent(connection.server(), server -> new ArrayList<>())
                    .add(connection);
        }
        return byServer.entrySet().stream()
                .map(entry -> new CapturedServer(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(
                                (CapturedServer server) -> server.connections().size())
                        .reversed())
                .toList();
    }
}
