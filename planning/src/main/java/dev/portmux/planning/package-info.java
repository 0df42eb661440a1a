/** From a PortMux and the Services that it refers to, to its routing table, its problems and its overlap findings. No client, no I/O. */
@NullMarked
package dev.portmux.planning;

import org.jspecify.annotations.NullMarked;
