/** {@code portmux check}: what is wrong with the PortMuxes of a file. */
@NullMarked
package dev.portmux.cli.check;

import org.jspecify.annotations.NullMarked;
