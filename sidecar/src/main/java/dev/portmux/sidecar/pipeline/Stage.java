package dev.portmux.sidecar.pipeline;

import dev.portmux.sidecar.net.WireListener;

/** What a connection is going through: detection, then relaying. Hears the client's wire. */
interface Stage extends WireListener {

    /** Gives back timeouts, memory and the backend's wire; {@code abort}: with RST. */
    void release(boolean abort);

    /** Bytes from the client so far. */
    long bytesIn();

    /** Bytes from the backend so far. */
    long bytesOut();
}
