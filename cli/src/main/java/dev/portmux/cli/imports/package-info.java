/** {@code portmux import}: turns the configuration of another proxy into PortMux resources. */
@NullMarked
package dev.portmux.cli.imports;

import org.jspecify.annotations.NullMarked;
