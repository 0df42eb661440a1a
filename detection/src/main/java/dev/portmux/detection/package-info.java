/** Bytes to verdict: the protocol catalogue, the matchers, the decision over a routing table, the overlap proof. */
@NullMarked
package dev.portmux.detection;

import org.jspecify.annotations.NullMarked;
