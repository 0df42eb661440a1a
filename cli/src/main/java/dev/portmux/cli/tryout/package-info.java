/** {@code portmux try}: all of PortMux and five real servers on one machine, with nothing installed. */
@NullMarked
package dev.portmux.cli.tryout;

import org.jspecify.annotations.NullMarked;
