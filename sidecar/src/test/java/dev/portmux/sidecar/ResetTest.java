package dev.portmux.sidecar;

import static dev.portmux.sidecar.TestTables.SSH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.portmux.sidecar.observe.ConnectionListener;
import dev.portmux.sidecar.observe.ConnectionRecord;
import dev.portmux.sidecar.pipeline.Result;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A reset stays a reset, whatever was sent before it and whether or not the other side reads. */
@Timeout(60)
class ResetTest implements ConnectionListener {
    private final BlockingQueue<ConnectionRecord> ended = new LinkedBlockingQueue<>();

    @Override
    public void decided(ConnectionRecord connection) {}

    @Override
    public void ended(ConnectionRecord connection) {
        ended.add(connection);
    }

    private Sidecar sidecar(TestServer backend, boolean nativeSockets) throws IOException {
        return Sidecar.start(TestTables.config()
                .table(TestTables.sshTo(backend.backend()))
                .listener(this)
                .nativeSockets(nativeSockets)
                .build());
    }

    private void assertResultIsReset() throws InterruptedException {
        ConnectionRecord record = ended.poll(30, TimeUnit.SECONDS);
        assertThat(record).isNotNull();
        assertThat(record.result()).isEqualTo(Result.RESET);
    }

    @ParameterizedTest
    @CsvSource({"0,false", "0,true", "1000,true", "1000,false", "10000000,true", "10000000,false"})
    void ofABackend(int bytesBefore, boolean nativeSockets) throws Exception {
        CountDownLatch allRead = new CountDownLatch(1);
        try (TestServer breaking = new TestServer(client -> {
                    client.getInputStream().readNBytes(SSH.length());
                    client.getOutputStream().write(new byte[bytesBefore]);
                    allRead.countDown(); // at least by the kernel of this side
                    client.setSoLinger(true, 0);
                });
                Sidecar sidecar = sidecar(breaking, nativeSockets);
                TestClient client = new TestClient(sidecar)) {
            client.send(SSH);
            assertThat(catchThrowable(client::readAll)).isInstanceOf(java.net.SocketException.class);
            assertThat(allRead.await(10, TimeUnit.SECONDS)).isTrue();
            assertResultIsReset();
        }
    }

    /** The client begins to read only after the backend has broken off. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void ofABackendWhoseClientIsSlow(boolean nativeSockets) throws Exception {
        AtomicLong written = new AtomicLong();
        CompletableFuture<Socket> backend = new CompletableFuture<>();
        try (TestServer breaking = new TestServer(client -> {
                    client.getInputStream().readNBytes(SSH.length());
                    backend.complete(client);
                    while (true) {
                        client.getOutputStream().write(new byte[65_536]);
                        written.addAndGet(65_536);
                    }
                });
                Sidecar sidecar = sidecar(breaking, nativeSockets);
                TestClient client = new TestClient(sidecar)) {
            client.send(SSH);
            Socket stuck = backend.get(10, TimeUnit.SECONDS);
            AtomicLong before = new AtomicLong();
            // Nothing tells of bytes that no longer move: they are looked at twice.
            await().pollInterval(Duration.ofMillis(500))
                    .until(() -> written.get() > 0 && before.getAndSet(written.get()) == written.get());
            stuck.setSoLinger(true, 0);
            stuck.close();
            assertThat(catchThrowable(client::readAll)).isInstanceOf(java.net.SocketException.class);
            assertResultIsReset();
        }
    }

    @ParameterizedTest
    @CsvSource({"0,true", "0,false", "10000000,true", "10000000,false"})
    void ofAClient(int bytesBefore, boolean nativeSockets) throws Exception {
        LinkedBlockingQueue<Throwable> seen = new LinkedBlockingQueue<>();
        CountDownLatch greeted = new CountDownLatch(1);
        try (TestServer reading = new TestServer(client -> {
                    client.getOutputStream().write('!');
                    InputStream in = client.getInputStream();
                    in.readNBytes(SSH.length());
                    greeted.countDown();
                    Throwable thrown = catchThrowable(() -> in.transferTo(java.io.OutputStream.nullOutputStream()));
                    seen.add(thrown == null ? new AssertionError("a clean end") : thrown);
                });
                Sidecar sidecar = sidecar(reading, nativeSockets);
                TestClient client = new TestClient(sidecar)) {
            client.send(SSH).read(1);
            assertThat(greeted.await(10, TimeUnit.SECONDS)).isTrue();
            client.send("x".repeat(bytesBefore));
            client.reset();
            assertThat(seen.poll(30, TimeUnit.SECONDS)).isInstanceOf(java.net.SocketException.class);
            assertResultIsReset();
        }
    }
}
