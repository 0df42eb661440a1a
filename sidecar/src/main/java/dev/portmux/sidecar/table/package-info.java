/** The routing table in force, and its sources. */
@NullMarked
package dev.portmux.sidecar.table;

import org.jspecify.annotations.NullMarked;
