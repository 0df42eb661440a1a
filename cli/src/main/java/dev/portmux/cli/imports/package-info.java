/** {@code portmux import}: configurations of other proxies that look at first bytes, read into PortMux resources. */
@NullMarked
package dev.portmux.cli.imports;

import org.jspecify.annotations.NullMarked;
