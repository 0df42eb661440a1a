package dev.portmux.cli.imports.result;

import dev.portmux.crds.RouteSpec;

/**
 * A route and where it comes from.
 *
 * @param line of the source
 */
record Written(int line, RouteSpec route) {}
