package dev.portmux.sidecar.observe;

/** Hears of connections, one at a time and off the event loops. A slow one misses some. */
public interface ConnectionListener {

    /** It has a route; what came after is zero. */
    void decided(ConnectionRecord connection);

    void ended(ConnectionRecord connection);
}
