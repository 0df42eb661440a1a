/** Turns imported rules into PortMux resources and prints them. */
@NullMarked
package dev.portmux.cli.imports.result;

import org.jspecify.annotations.NullMarked;
