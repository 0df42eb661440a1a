package dev.portmux.sidecar.observe;

import dev.portmux.routes.Bytes;
import dev.portmux.sidecar.net.Peer;
import dev.portmux.sidecar.pipeline.Connection;
import dev.portmux.sidecar.pipeline.Result;
import dev.portmux.sidecar.upstream.Upstream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;

/**
 * A connection when it gets its route, or when it ends: one line of the access log. The components are raw values from the
 * event loop; the methods convert them later, on another thread.
 *
 * @param reportedAt in milliseconds since 1970
 * @param age        from accept to {@code reportedAt}, in nanoseconds
 * @param bytesIn    from the client
 * @param bytesOut   to the client
 * @param firstBytes of a client that no route took, if the table wants them in the log; otherwise empty
 */
public record ConnectionRecord(
        long reportedAt,
        long age,
        Peer peer,
        Detected detected,
        Result result,
        long bytesIn,
        long bytesOut,
        Bytes firstBytes) {
    private static final Bytes NONE = Bytes.of(new byte[0]);

    /**
     * What detection found.
     *
     * @param route    empty if the connection has none
     * @param protocol empty without a route
     * @param nanos    from accept to the decision
     * @param bytes    number of bytes that had arrived at the decision
     */
    public record Detected(String route, String protocol, long nanos, int bytes) {}

    /** @param firstBytes how many to keep */
    static ConnectionRecord of(Connection connection, int firstBytes) {
        Detected detected = new Detected(
                connection.upstream().map(Upstream::route).orElse(""),
                connection.facts().detected().protocol(),
                connection.detectionNanos(),
                connection.detectionBytes());
        return new ConnectionRecord(
                System.currentTimeMillis(),
                connection.nanos(),
                connection.facts().source(),
                detected,
                connection.result(),
                connection.bytesIn(),
                connection.bytesOut(),
                firstBytes(connection, firstBytes));
    }

    private static Bytes firstBytes(Connection connection, int most) {
        boolean odd = connection.result() == Result.UNKNOWN || connection.result() == Result.INCOMPLETE;
        if (!odd || most == 0) {
            return NONE;
        }
        ByteBuffer all = connection.undecided();
        byte[] first = new byte[Math.min(most, all.remaining())];
        all.get(first);
        return Bytes.of(first);
    }

    /** In milliseconds since 1970. */
    long acceptedAt() {
        return reportedAt - age / 1_000_000;
    }

    /** When it was accepted. */
    public Instant time() {
        return Instant.ofEpochMilli(acceptedAt());
    }

    public InetSocketAddress source() {
        return peer.socketAddress();
    }

    /** The name of the route; empty without one. */
    public String route() {
        return detected.route();
    }

    /** The protocol; empty without a route. */
    public String protocol() {
        return detected.protocol();
    }

    /** From accept to the decision. */
    public Duration detection() {
        return Duration.ofNanos(detected.nanos());
    }

    /** Bytes that had arrived at the decision. */
    public int detectionBytes() {
        return detected.bytes();
    }

    /** From accept until this was reported. */
    public Duration duration() {
        return Duration.ofNanos(age);
    }
}
