package dev.portmux.sidecar;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** A real client of a sidecar. */
final class TestClient implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 10_000;

    private final Socket socket;

    TestClient(Sidecar sidecar) throws IOException {
        socket =
                new Socket(sidecar.listening().getAddress(), sidecar.listening().getPort());
        socket.setSoTimeout(TIMEOUT_MILLIS);
    }

    /** A client with another address of the loopback network. */
    TestClient(Sidecar sidecar, InetAddress source) throws IOException {
        this(sidecar.listening().getPort(), source);
    }

    /** One of another server on this machine. */
    TestClient(int port, InetAddress source) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port, source, 0);
        socket.setSoTimeout(TIMEOUT_MILLIS);
    }

    TestClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    TestClient finish() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    String read(int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    /** Everything until the other side's FIN. */
    String readAll() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** Closes with RST. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Asks the admin endpoint. */
    static HttpResponse<String> admin(Sidecar sidecar, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + sidecar.admin().getPort() + path);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    /** The whole answer of an admin endpoint, head and body. */
    static String get(int adminPort, String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), adminPort)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
