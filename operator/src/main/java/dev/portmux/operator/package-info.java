/** The Kubernetes operator: one pure model of what a PortMux needs, dependents that render it, and the status. */
@NullMarked
package dev.portmux.operator;

import org.jspecify.annotations.NullMarked;
