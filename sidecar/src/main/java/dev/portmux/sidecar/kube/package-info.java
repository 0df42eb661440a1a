/** The little of the Kubernetes API that a sidecar needs: one ConfigMap, read and watched. */
@NullMarked
package dev.portmux.sidecar.kube;

import org.jspecify.annotations.NullMarked;
