/** {@code portmux tap}: the connections of a running sidecar as they are decided and end. */
@NullMarked
package dev.portmux.cli.tap;

import org.jspecify.annotations.NullMarked;
