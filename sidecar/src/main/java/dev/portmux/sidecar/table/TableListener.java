package dev.portmux.sidecar.table;

/** Is told of routing tables. Called on the thread of their source, so it must not block. */
public interface TableListener {

    /** This table is in force now. */
    void loaded(Routing routing);

    /** A table could not be used; the one before stays in force. */
    void refused();
}
