package dev.portmux.sidecar.pipeline;

import dev.portmux.sidecar.net.Socket;

/** Settles one thing about each connection before it is routed. All connections share a stage, so it has no state of its own. */
public interface Stage {

    /**
     * Begins with a connection.
     *
     * @param client the socket, for its round-trip time; a stage must not read it
     * @param facts  what earlier stages have found
     */
    Step begin(Socket client, ConnectionFacts facts);
}
