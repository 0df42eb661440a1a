package dev.portmux.sidecar.kube;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A blocking connection to the API for one GET. It ends when its thread is interrupted, which closes the channel, or at its
 * deadline, when a timer closes the channel below TLS. A socket time-out is no deadline: it starts again with every byte.
 */
final class KubeConnection implements AutoCloseable {
    private static final int CONNECT_MILLIS = 5_000;

    private final URI server;
    private final Duration longest;
    private final SocketChannel channel = SocketChannel.open();
    private final Timer timer = new Timer("portmux-watch-deadline", true);
    private final Socket socket;
    private volatile boolean late;

    /** @param longest from now until the end of the answer */
    KubeConnection(URI server, Optional<SSLSocketFactory> tls, Duration longest) throws IOException {
        this.server = server;
        this.longest = longest;
        timer.schedule(deadline(), longest.toMillis());
        try {
            String host = server.getHost().replaceAll("^\\[|]$", "");
            Socket plain = channel.socket();
            plain.connect(new InetSocketAddress(host, server.getPort()), CONNECT_MILLIS);
            socket = tls.isPresent() ? encrypted(tls.get(), plain, host) : plain;
        } catch (IOException e) {
            close();
            throw explained(e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private TimerTask deadline() {
        return new TimerTask() {
            @Override
            public void run() {
                late = true;
                close();
            }
        };
    }

    private static Socket encrypted(SSLSocketFactory tls, Socket plain, String host) throws IOException {
        SSLSocket socket = (SSLSocket) tls.createSocket(plain, host, plain.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the certificate must be for this host
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /** @param target path and query */
    HttpAnswer get(URI target, String token) throws IOException {
        String request = "GET " + target + " HTTP/1.1\r\nHost: " + server.getAuthority()
                + "\r\nUser-Agent: portmux-sidecar\r\nAccept: application/json\r\nAuthorization: Bearer " + token
                + "\r\nConnection: close\r\n\r\n";
        try {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw explained(e);
        }
        return HttpAnswer.read(new BufferedInputStream(answer(socket.getInputStream())));
    }

    private InputStream answer(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                try {
                    return super.read(bytes, offset, length);
                } catch (IOException e) {
                    throw explained(e);
                }
            }
        };
    }

    private IOException explained(IOException e) {
        return late ? new SocketTimeoutException("no complete answer within " + longest.toSeconds() + " s") : e;
    }

    @Override
    public void close() {
        timer.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            // it is gone all the same
        }
    }
}
