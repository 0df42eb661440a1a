/** The portmux command: try, run, check, explain. */
@NullMarked
package dev.portmux.cli;

import org.jspecify.annotations.NullMarked;
