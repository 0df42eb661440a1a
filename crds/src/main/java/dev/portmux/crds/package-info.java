/** The PortMux API: the custom resource definition (hand-written YAML, the source of truth) and its Java types. */
@NullMarked
package dev.portmux.crds;

import org.jspecify.annotations.NullMarked;
