package dev.portmux.sidecar.pipeline;

import dev.portmux.sidecar.upstream.Upstream;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Hears what happens to connections. Called on the event loops: must not block. */
public interface ConnectionObserver {

    /** A stage refused it before anything was read. Nothing else is told of it. */
    void refused(Connection connection);

    /** It begins; its end is told by {@link #ended}. */
    void accepted(Connection connection);

    /** It has a route. */
    void decided(Connection connection);

    /** One backend of a route could not be connected to; the next one is tried. */
    void dialFailed(Upstream upstream, InetSocketAddress backend, String reason);

    void ended(Connection connection);

    /** Accepting pauses for a moment, as for want of file descriptors. */
    void acceptFailed(IOException cause);

    /** An error that no connection should cause: the connection is closed, the loop goes on. */
    void unexpected(Throwable error);
}
