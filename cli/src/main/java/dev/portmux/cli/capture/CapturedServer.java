package dev.portmux.cli.capture;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** The connections to one address and port. */
public record CapturedServer(InetSocketAddress address, List<CapturedConnection> connections) {

    public List<CapturedConnection> clientFirst() {
        return connections.stream()
                .filter(CapturedConnection::clientSpeaksFirst)
                .toList();
    }

    public List<CapturedConnection> serverFirst() {
        return connections.stream()
                .filter(connection -> !connection.clientSpeaksFirst() && !connection.isSilent())
                .toList();
    }

    /** The median of how long the first speaker waited; of two in the middle the shorter. */
    public static Duration median(List<CapturedConnection> connections) {
        List<Duration> waits =
                connections.stream().map(CapturedConnection::pause).sorted().toList();
        return waits.get((waits.size() - 1) / 2);
    }

    public String name() {
        return name(address);
    }

    /** {@code 10.1.2.3:7777}, {@code [fd00::1]:7777} (RFC 5952). */
    public static String name(InetSocketAddress address) {
        return NetUtil.toSocketAddressString(address);
    }
}
