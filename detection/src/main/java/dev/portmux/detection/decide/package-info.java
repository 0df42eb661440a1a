/** The decision over one connection: a routing table made ready, and what its first bytes, silence and time decide. */
@NullMarked
package dev.portmux.detection.decide;

import org.jspecify.annotations.NullMarked;
