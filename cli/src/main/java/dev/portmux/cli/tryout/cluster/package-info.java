/** The Kubernetes of {@code portmux try}: an embedded API server, and a kubelet in this process. */
@NullMarked
package dev.portmux.cli.tryout.cluster;

import org.jspecify.annotations.NullMarked;
