package dev.portmux.sidecar;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A load balancer that connects at once and holds the PROXY header back until the client has sent something, as an AWS Network
 * Load Balancer does by default. Its address is 127.0.0.3.
 */
final class HoldingBalancer implements AutoCloseable {
    private final InetSocketAddress target;
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    HoldingBalancer(InetSocketAddress target) throws IOException {
        this.target = target;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket server =
                        new Socket(target.getAddress(), target.getPort(), InetAddress.ofLiteral("127.0.0.3"), 0)) {
            Thread.ofVirtual().start(() -> answers(server, client));
            byte[] first = new byte[8192];
            int length = Math.max(0, client.getInputStream().read(first));
            String header = "PROXY TCP4 %s 127.0.0.1 %d %d\r\n"
                    .formatted(client.getInetAddress().getHostAddress(), client.getPort(), port());
            byte[] segment = new byte[header.length() + length];
            System.arraycopy(header.getBytes(StandardCharsets.US_ASCII), 0, segment, 0, header.length());
            System.arraycopy(first, 0, segment, header.length(), length);
            server.getOutputStream().write(segment);
            client.getInputStream().transferTo(server.getOutputStream());
            server.shutdownOutput();
            server.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // both see that it is closed
        }
    }

    private static void answers(Socket server, Socket client) {
        try {
            server.getInputStream().transferTo(client.getOutputStream());
            client.shutdownOutput();
        } catch (IOException e) {
            // both see that it is closed
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
