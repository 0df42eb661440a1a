/** The stages that decide on a connection before it is routed. {@link Stages} has their order. */
@NullMarked
package dev.portmux.sidecar.stage;

import org.jspecify.annotations.NullMarked;
