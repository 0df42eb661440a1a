/** The Kubernetes operator: its program, and the handle on one that runs. The rooms below are in docs/design/operator.md. */
@NullMarked
package dev.portmux.operator;

import org.jspecify.annotations.NullMarked;
