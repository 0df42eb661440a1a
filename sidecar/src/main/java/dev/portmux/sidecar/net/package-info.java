/** Non-blocking sockets, whatever polls them; the memory and the timers of an event loop. */
@NullMarked
package dev.portmux.sidecar.net;

import org.jspecify.annotations.NullMarked;
