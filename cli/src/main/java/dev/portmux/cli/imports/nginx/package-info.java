/** Reads nginx and OpenResty configurations, with the Lua in them. */
@NullMarked
package dev.portmux.cli.imports.nginx;

import org.jspecify.annotations.NullMarked;
