/** The {@code portmux} command. */
@NullMarked
package dev.portmux.cli;

import org.jspecify.annotations.NullMarked;
