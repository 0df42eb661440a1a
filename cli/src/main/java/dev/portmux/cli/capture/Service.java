package dev.portmux.cli.capture;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** The connections to one address and port. */
public record Service(InetSocketAddress address, List<Connection> connections) {

    public List<Connection> clientFirst() {
        return connections.stream().filter(Connection::clientSpeaksFirst).toList();
    }

    public List<Connection> serverFirst() {
        return connections.stream()
                .filter(connection -> !connection.clientSpeaksFirst() && !connection.isSilent())
                .toList();
    }

    /** How long the first speaker waited: the middle one of these, or the earlier of two middle ones. */
    public static Duration median(List<Connection> connections) {
        List<Duration> waits =
                connections.stream().map(Connection::pause).sorted().toList();
        return waits.get((waits.size() - 1) / 2);
    }

    public String name() {
        return name(address);
    }

    /** {@code 10.1.2.3:7777}, {@code [fd00::1]:7777}. */
    public static String name(InetSocketAddress address) {
        // The longest way of writing it has its zeros spelled out (RFC 5952 asks for the short one).
        String host = address.getAddress().getHostAddress().replaceFirst("(^|:)0(:0)+(:|$)", "::");
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
