package dev.portmux.sidecar;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A backend: a real socket server that answers every connection on a thread of its own. */
final class TestServer implements AutoCloseable {
    interface Service {
        void serve(Socket client) throws IOException;
    }

    private final ServerSocket listener;
    private final AtomicInteger accepted = new AtomicInteger();
    private final Thread acceptor;

    TestServer(Service service) throws IOException {
        this(0, service);
    }

    private TestServer(int port, Service service) throws IOException {
        listener = new ServerSocket(port, 200, InetAddress.getLoopbackAddress());
        acceptor = Thread.ofVirtual().start(() -> accept(service));
    }

    /** Says {@code greeting}, then returns what it gets until the client's FIN. */
    static TestServer echo(String greeting) throws IOException {
        return echo(greeting, 0);
    }

    /** The same, on this port. */
    static TestServer echo(String greeting, int port) throws IOException {
        return new TestServer(port, client -> {
            client.getOutputStream().write(greeting.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            client.getInputStream().transferTo(client.getOutputStream());
        });
    }

    private void accept(Service service) {
        try {
            while (true) {
                Socket client = listener.accept();
                accepted.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(service, client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private static void serve(Service service, Socket client) {
        try (client) {
            service.serve(client);
        } catch (IOException e) {
            // the client sees that it is closed
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /** As it stands in a table. */
    String backend() {
        return "127.0.0.1:" + address().getPort();
    }

    int accepted() {
        return accepted.get();
    }

    /** Refuses connections from now on. */
    void die() throws IOException {
        listener.close();
    }

    /** Afterwards nothing is accepted: until its thread has left it, the socket still takes connections. */
    @Override
    public void close() throws IOException {
        listener.close();
        try {
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
