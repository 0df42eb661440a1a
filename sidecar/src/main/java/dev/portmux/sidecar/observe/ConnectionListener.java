package dev.portmux.sidecar.observe;

/** Is told of connections, one at a time and not on the event loops. A slow listener misses some. */
public interface ConnectionListener {

    /** It has a route; figures of the relay are still zero. */
    void decided(ConnectionRecord connection);

    void ended(ConnectionRecord connection);
}
