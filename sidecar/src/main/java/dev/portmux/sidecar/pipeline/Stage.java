package dev.portmux.sidecar.pipeline;

import dev.portmux.sidecar.net.Socket;

/** One thing that is settled about a connection before it is routed. Shared by all connections: what it learns, it answers. */
public interface Stage {

    /**
     * Begins with a connection.
     *
     * @param client to ask how far it is; the connection reads it
     * @param facts  what the stages before have found
     */
    Step begin(Socket client, ConnectionFacts facts);
}
