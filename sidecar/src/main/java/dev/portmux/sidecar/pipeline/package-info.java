/** The life of a connection: from accept through its stages to its relay, and the event loops that it runs on. */
@NullMarked
package dev.portmux.sidecar.pipeline;

import org.jspecify.annotations.NullMarked;
