/** Sockets in epoll. */
@NullMarked
package dev.portmux.sidecar.net.epoll;

import org.jspecify.annotations.NullMarked;
