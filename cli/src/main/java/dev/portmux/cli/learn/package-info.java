/** {@code portmux learn}: proposes a route for the connections of a capture. */
@NullMarked
package dev.portmux.cli.learn;

import org.jspecify.annotations.NullMarked;
