/** The routing table in force, and where tables come from. */
@NullMarked
package dev.portmux.sidecar.table;

import org.jspecify.annotations.NullMarked;
