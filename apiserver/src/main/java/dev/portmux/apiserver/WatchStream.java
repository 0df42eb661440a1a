package dev.portmux.apiserver;

import io.fabric8.mockwebserver.http.RecordedRequest;
import io.fabric8.mockwebserver.http.WebSocket;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** The body of one watch response, in the place of the web socket that the mock server's watch writes to. */
final class WatchStream implements WebSocket {
    private final RecordedRequest request;
    private final OutputStream body;
    private final CountDownLatch ended = new CountDownLatch(1);

    WatchStream(RecordedRequest request, OutputStream body) {
        this.request = request;
        this.body = body;
    }

    @Override
    public RecordedRequest request() {
        return request;
    }

    @Override
    public boolean send(String event) {
        return send(event.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public synchronized boolean send(byte[] event) {
        try {
            body.write(event);
            body.write('\n');
            body.flush();
            return true;
        } catch (IOException e) {
            // The watcher went away, which is how every watch ends.
            end();
            return false;
        }
    }

    @Override
    public boolean close(int code, String reason) {
        end();
        return true;
    }

    void end() {
        ended.countDown();
    }

    void awaitEnd() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
