package dev.portmux.cli.tryout.server;

/** A real server on a loopback port that a route leads to. */
public interface DemoServer extends AutoCloseable {
    /** The name of the Service, and of the route, for example {@code orders}. */
    String name();

    int port();

    /** Stops the server and waits until its process has ended. */
    @Override
    void close();
}
