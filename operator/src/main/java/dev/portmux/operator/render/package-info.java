/** From a PortMux and its routing table to the objects that it owns. Pure, but for the framework that applies them. */
@NullMarked
package dev.portmux.operator.render;

import org.jspecify.annotations.NullMarked;
