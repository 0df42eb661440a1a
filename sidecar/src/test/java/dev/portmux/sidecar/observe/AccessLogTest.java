package dev.portmux.sidecar.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portmux.routes.Bytes;
import dev.portmux.sidecar.TestTables;
import dev.portmux.sidecar.net.Peer;
import dev.portmux.sidecar.pipeline.Result;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AccessLogTest {
    private static final ConnectionRecord CONNECTION = new ConnectionRecord(
            0,
            3_000_000,
            Peer.of(TestTables.ANY_PORT),
            new ConnectionRecord.Detected("git", "ssh", 1_234_567, 4),
            Result.MATCHED,
            10,
            20,
            Bytes.of(new byte[0]));

    @Test
    void aReaderThatIsTooSlowLosesLinesAndHoldsUpNobody() {
        CountDownLatch reading = new CountDownLatch(1);
        OutputStream slow = new OutputStream() {
            @Override
            public void write(int one) {}

            @Override
            public void flush() {
                try {
                    reading.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        try (AccessLog log = new AccessLog(Optional.of(slow), Optional.empty())) {
            log.start();
            for (int i = 0; i < 100_000; i++) {
                log.tell(AccessLog.Event.ENDED_WITH_LINE, CONNECTION);
            }
            assertThat(log.dropped()).isPositive();
            reading.countDown();
        }
    }

    @Test
    void aListenerThatThrowsHearsTheNextOneAllTheSame() {
        AtomicInteger heard = new AtomicInteger();
        ConnectionListener listener = new ConnectionListener() {
            @Override
            public void decided(ConnectionRecord connection) {
                heard.incrementAndGet();
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void ended(ConnectionRecord connection) {
                heard.incrementAndGet();
            }
        };
        try (AccessLog log = new AccessLog(Optional.empty(), Optional.of(listener))) {
            log.start();
            log.tell(AccessLog.Event.DECIDED, CONNECTION);
            log.tell(AccessLog.Event.ENDED_WITH_LINE, CONNECTION);
            await().until(() -> heard.get() == 2);
        }
    }
}
