package dev.portmux.sidecar.limit;

/** The place of one connection in the counts of its source. Used on the event loop of the connection. */
public interface SourceSlot {

    /** It has a route. */
    void decided();

    /** It has ended. Called once. */
    void ended();
}
