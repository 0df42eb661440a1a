/** Benchmarks of what the sidecar's package keeps to itself. */
@NullMarked
package dev.portmux.sidecar;

import org.jspecify.annotations.NullMarked;
