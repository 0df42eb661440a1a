/** Carries bytes in both directions between two sockets. */
@NullMarked
package dev.portmux.sidecar.relay;

import org.jspecify.annotations.NullMarked;
