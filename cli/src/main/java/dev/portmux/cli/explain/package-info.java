/** {@code portmux explain}: what the routes make of first bytes, and why. */
@NullMarked
package dev.portmux.cli.explain;

import org.jspecify.annotations.NullMarked;
