/**
 * The data plane: accepts connections, detects the protocol, relays bytes; watches its routing table.
 *
 * <p>{@link dev.portmux.sidecar.SidecarMain} reads the environment of a pod, {@link dev.portmux.sidecar.Sidecar} puts the rooms
 * together. From the top, each room knows only those below it: {@code admin} answers probes and scrapes; {@code observe} counts
 * and logs; {@code pipeline} takes a connection from accept to its end; {@code table} is the routing table in force and where
 * tables come from, {@code kube} the little of the Kubernetes API that this takes; {@code relay} carries bytes between two
 * sockets; {@code upstream} is where a route leads; {@code net} is sockets. Threads: the event loops, and one each for the admin
 * endpoint, the access log, standard error, the table's file and the watch.
 *
 * <p>Metrics are prometheus-metrics-core with its text formats: 6 jars of 0.4 MB that need no reflection. Micrometer's
 * registry for Prometheus is built on the same and adds 3.2 MB.
 */
@NullMarked
package dev.portmux.sidecar;

import org.jspecify.annotations.NullMarked;
