package dev.portmux.cli.tryout;

/** A real client of one protocol that asks a server who it is. */
interface Probe {
    /** Name and version, for the table. */
    String client();

    /** Connects, asks, and closes; no two servers give the same answer. */
    String ask(int port) throws Exception;
}
