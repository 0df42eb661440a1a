/** The data plane: accepts connections, detects the protocol, relays bytes; watches its routing table. */
@NullMarked
package dev.portmux.sidecar;

import org.jspecify.annotations.NullMarked;
