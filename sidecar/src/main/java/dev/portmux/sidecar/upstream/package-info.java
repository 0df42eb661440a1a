/** The endpoints of a route: how connections are spread over them, and which of them are left out because they fail. */
@NullMarked
package dev.portmux.sidecar.upstream;

import org.jspecify.annotations.NullMarked;
