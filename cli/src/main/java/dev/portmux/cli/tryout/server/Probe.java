package dev.portmux.cli.tryout.server;

/** A real client of one protocol that asks a server who it is. */
public interface Probe {
    /** Name and version, for the table. */
    String client();

    /** Connects, asks, and closes; no two servers give the same answer. */
    String ask(int port) throws Exception;
}
