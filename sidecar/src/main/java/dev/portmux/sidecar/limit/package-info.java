/** The limits of a sidecar: connections, undecided bytes, buffers. */
@NullMarked
package dev.portmux.sidecar.limit;

import org.jspecify.annotations.NullMarked;
