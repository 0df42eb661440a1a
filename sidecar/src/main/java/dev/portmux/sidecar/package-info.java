/**
 * The data plane: accepts connections, detects the protocol, relays bytes; watches its routing table.
 *
 * <p>From the bottom: {@link dev.portmux.sidecar.net.Wire} is a socket (epoll, elsewhere the JDK's selectors, in tests a
 * simulation), {@link dev.portmux.sidecar.relay.Relay} carries bytes between two of them,
 * {@link dev.portmux.sidecar.pipeline.DetectionStage} comes before it, {@link dev.portmux.sidecar.pipeline.Connection} is both in turn,
 * {@link dev.portmux.sidecar.pipeline.Loop} is what the connections of an event loop share,
 * {@link dev.portmux.sidecar.pipeline.DataPlane} is the event loops. Beside them, on threads of their own: the admin endpoint, the
 * access log, the sources of tables.
 *
 * <p>Metrics are prometheus-metrics-core with its text formats: 6 jars of 0.4 MB that need no reflection. Micrometer's
 * registry for Prometheus is built on the same and adds 3.2 MB.
 */
@NullMarked
package dev.portmux.sidecar;

import org.jspecify.annotations.NullMarked;
