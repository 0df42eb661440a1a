package dev.portmux.sidecar.net;

/** Hears what happens on a {@link Wire}. An event may come late or for nothing; reading and writing say what is true. */
public interface WireListener {

    /**
     * There may be something to read.
     *
     * @param ending the peer has sent FIN or RST: what can be read now is all that will ever come
     */
    void readable(boolean ending);

    /** The connection is made, or the wire takes bytes again. */
    void writable();

    /** The connection could not be made, or handling an event threw. */
    void failed(Throwable cause);

    /** As {@link #failed}, and nothing is thrown: what left an event's handler would end the loop with all its connections. */
    default void failedOn(Wire wire, Throwable cause) {
        try {
            failed(cause);
        } catch (Throwable again) {
            wire.close();
        }
    }
}
