package dev.portmux.cli.imports.result;

import dev.portmux.crds.RouteSpec;

/**
 * A route and the line of the configuration that it comes from.
 *
 * @param line of the source
 */
record ImportedRoute(int line, RouteSpec route) {}
