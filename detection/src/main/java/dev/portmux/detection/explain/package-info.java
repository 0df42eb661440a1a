/** Tells byte by byte what a table does with a connection, and why. */
@NullMarked
package dev.portmux.detection.explain;

import org.jspecify.annotations.NullMarked;
