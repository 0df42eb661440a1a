/** The routing table and its JSON form. The operator writes it, the sidecar reads it. No I/O. */
@NullMarked
package dev.portmux.routes;

import org.jspecify.annotations.NullMarked;
