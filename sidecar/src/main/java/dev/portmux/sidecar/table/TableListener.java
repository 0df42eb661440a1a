package dev.portmux.sidecar.table;

/** What happens to routing tables. Called on the thread that brought the table: must not block. */
public interface TableListener {

    /** This table is in force now. */
    void loaded(Routing routing);

    /** A table could not be used; the one before stays in force. */
    void refused();
}
