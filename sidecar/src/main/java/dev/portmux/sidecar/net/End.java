package dev.portmux.sidecar.net;

/** The end of a peer's stream. */
public enum End {
    /** No end is known yet. */
    NONE,
    /** FIN: all bytes of the peer have been read. */
    FIN,
    /** RST or an error: some bytes of the peer may be lost. */
    RESET
}
