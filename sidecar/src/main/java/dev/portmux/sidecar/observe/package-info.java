/** Observation of connections: metrics, the access log, listeners. */
@NullMarked
package dev.portmux.sidecar.observe;

import org.jspecify.annotations.NullMarked;
