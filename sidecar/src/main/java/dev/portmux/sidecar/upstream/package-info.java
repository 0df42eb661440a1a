/** Where a route leads: its endpoints, and which one comes next. */
@NullMarked
package dev.portmux.sidecar.upstream;

import org.jspecify.annotations.NullMarked;
