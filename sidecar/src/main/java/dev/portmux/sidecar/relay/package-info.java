/** Carries bytes both ways between two sockets. */
@NullMarked
package dev.portmux.sidecar.relay;

import org.jspecify.annotations.NullMarked;
