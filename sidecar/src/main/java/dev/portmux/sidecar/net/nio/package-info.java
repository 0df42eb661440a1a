/** Sockets in the JDK's selectors. */
@NullMarked
package dev.portmux.sidecar.net.nio;

import org.jspecify.annotations.NullMarked;
