package dev.portmux.sidecar.observe;

import dev.portmux.sidecar.pipeline.Result;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;

/**
 * What is known of a connection: one line of the access log.
 *
 * @param time           when it was accepted
 * @param route          empty if it got none
 * @param protocol       empty if it got no route
 * @param detection      from accept to the decision
 * @param detectionBytes bytes that had arrived then
 * @param bytesIn        from the client
 * @param bytesOut       to the client
 * @param duration       from accept to now
 */
public record ConnectionRecord(
        Instant time,
        InetSocketAddress source,
        String route,
        String protocol,
        Result result,
        Duration detection,
        int detectionBytes,
        long bytesIn,
        long bytesOut,
        Duration duration) {}
