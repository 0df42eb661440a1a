/** {@code portmux run}: a sidecar without Kubernetes, from a file. */
@NullMarked
package dev.portmux.cli.run;

import org.jspecify.annotations.NullMarked;
