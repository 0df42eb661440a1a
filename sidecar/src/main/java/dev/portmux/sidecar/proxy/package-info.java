/** Headers of the PROXY protocol: reads those of load balancers, and writes those for backends. */
@NullMarked
package dev.portmux.sidecar.proxy;

import org.jspecify.annotations.NullMarked;
