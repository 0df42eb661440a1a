package dev.portmux.sidecar.observe;

import dev.portmux.sidecar.net.Peer;
import dev.portmux.sidecar.pipeline.Connection;
import dev.portmux.sidecar.pipeline.Result;
import dev.portmux.sidecar.upstream.Upstream;
import java.time.Duration;
import java.time.Instant;

/**
 * What a loop tells of a connection, in the form that costs it least; the thread of the access log makes of it what people
 * read.
 *
 * @param ended       it was told at its end, otherwise when it got its route
 * @param toldAt      in milliseconds since 1970
 * @param nanos       from accept until then
 */
public record LogEntry(
        boolean ended,
        long toldAt,
        Peer source,
        String route,
        String protocol,
        Result result,
        long detectionNanos,
        int detectionBytes,
        long bytesIn,
        long bytesOut,
        long nanos) {

    static LogEntry of(Connection connection, boolean ended) {
        return new LogEntry(
                ended,
                System.currentTimeMillis(),
                connection.facts().source(),
                connection.upstream().map(Upstream::route).orElse(""),
                connection.facts().detected().protocol(),
                connection.result(),
                connection.detectionNanos(),
                connection.detectionBytes(),
                connection.bytesIn(),
                connection.bytesOut(),
                connection.nanos());
    }

    /** When it was accepted, in milliseconds since 1970. */
    long acceptedAt() {
        return toldAt - nanos / 1_000_000;
    }

    ConnectionRecord record() {
        return new ConnectionRecord(
                Instant.ofEpochMilli(acceptedAt()),
                source.socketAddress(),
                route,
                protocol,
                result,
                Duration.ofNanos(detectionNanos),
                detectionBytes,
                bytesIn,
                bytesOut,
                Duration.ofNanos(nanos));
    }
}
