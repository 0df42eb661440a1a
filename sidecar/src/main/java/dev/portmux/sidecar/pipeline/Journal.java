package dev.portmux.sidecar.pipeline;

import dev.portmux.sidecar.upstream.Target;
import java.io.IOException;
import java.net.InetSocketAddress;

/** What loops tell about their connections. Called on the loops: must not block. */
public interface Journal {

    /** It begins; its end is told by {@link #ended}. */
    void accepted(Connection connection);

    /** It has a route. */
    void decided(Connection connection);

    /** One backend of a route could not be connected to; the next one is tried. */
    void dialFailed(Target target, InetSocketAddress backend, String reason);

    void ended(Connection connection);

    /** Accepting pauses for a moment, as for want of file descriptors. */
    void acceptFailed(IOException cause);

    /** An error that no connection should cause: the connection is closed, the loop goes on. */
    void unexpected(Throwable error);
}
