package dev.portmux.sidecar.net;

/** How a peer's stream has ended. */
public enum End {
    /** It has not, as far as is known. */
    NONE,
    /** With FIN: everything that the peer sent has been read. */
    FIN,
    /** With RST, or by an error: what was read may be less than what the peer sent. */
    RESET
}
