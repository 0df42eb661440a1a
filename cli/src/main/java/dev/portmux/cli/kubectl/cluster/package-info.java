/** Access to a cluster: kubeconfig, queries, and what the API server refuses. */
@NullMarked
package dev.portmux.cli.kubectl.cluster;

import org.jspecify.annotations.NullMarked;
