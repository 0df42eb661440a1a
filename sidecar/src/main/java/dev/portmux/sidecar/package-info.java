/**
 * The data plane: accepts connections, detects their protocol, relays bytes, and watches its routing table.
 *
 * <p>{@link dev.portmux.sidecar.SidecarMain} reads the environment of a pod, {@link dev.portmux.sidecar.Sidecar} puts the rooms
 * together. The packages, from the top; each uses only packages below it: {@code admin} answers probes and scrapes; {@code
 * observe} counts and logs; {@code stage} has the stages; {@code pipeline} takes a connection from accept to its end; {@code
 * table} has the routing table in force and its sources; {@code kube} lists and watches a ConfigMap; {@code relay} carries
 * bytes between two sockets; {@code upstream} has the backends of a route; {@code net} has the sockets. Threads: the event
 * loops, and one each for the admin endpoint, the access log, standard error, the routes file and the watch.
 *
 * <p>Metrics use prometheus-metrics-core with its text formats: 6 jars, 0.4 MB, no reflection. Micrometer's registry for
 * Prometheus is built on the same library and adds 3.2 MB.
 */
@NullMarked
package dev.portmux.sidecar;

import org.jspecify.annotations.NullMarked;
