/** The backends of a route, and their round robin. */
@NullMarked
package dev.portmux.sidecar.upstream;

import org.jspecify.annotations.NullMarked;
