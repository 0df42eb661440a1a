/** What is observed of the cluster: backends, sidecar pods, and the routing table that each of these serves. */
@NullMarked
package dev.portmux.operator.watch;

import org.jspecify.annotations.NullMarked;
