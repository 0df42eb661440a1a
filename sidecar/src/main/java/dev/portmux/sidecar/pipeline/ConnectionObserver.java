package dev.portmux.sidecar.pipeline;

import dev.portmux.routes.Bytes;
import dev.portmux.sidecar.upstream.Upstream;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Is told of events of connections. Called on the event loops, so it must not block. */
public interface ConnectionObserver {

    /** A stage refused it before anything was read. No other call follows for it. */
    void refused(Connection connection);

    /** It begins. {@link #ended} follows. */
    void accepted(Connection connection);

    /** It has a route. */
    void decided(Connection connection);

    /** One backend of a route could not be connected to; the next one is tried. */
    void dialFailed(Upstream upstream, InetSocketAddress backend, String reason);

    /**
     * A connection that silence has routed was greeted by another protocol than that of its route.
     *
     * @param greeting what the backend begins with
     */
    void greetingMismatched(Upstream upstream, Bytes greeting);

    void ended(Connection connection);

    /** A connection could not be accepted, for example because no file descriptor is left. Accepting pauses for a moment. */
    void acceptFailed(IOException cause);

    /** A bug: an exception that no connection should cause. The connection is closed, the loop goes on. */
    void unexpected(Throwable error);
}
