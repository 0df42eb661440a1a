/**
 * A Kubernetes API in memory, close enough to the real one that the operator and the sidecar run against it with the
 * configuration they have in production. Storage and verbs are fabric8's mock server; this package adds what that lacks:
 * server-side apply, watches as plain HTTP streams, garbage collection by owner reference, and the proxy to pods.
 */
@NullMarked
package dev.portmux.apiserver;

import org.jspecify.annotations.NullMarked;
