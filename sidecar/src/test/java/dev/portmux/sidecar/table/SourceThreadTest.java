package dev.portmux.sidecar.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SourceThreadTest {
    private final AtomicLong now = new AtomicLong();

    private SourceThread thread(SourceThread.Turn turn) {
        return new SourceThread("portmux-test", Duration.ofSeconds(60), now::get, turn);
    }

    @Test
    void anErrorEndsOnlyItsTurn() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        try (SourceThread thread = thread(() -> {
            failed.countDown();
            throw new OutOfMemoryError("on purpose");
        })) {
            thread.start();
            failed.await();
            assertThat(thread.trouble()).isEmpty();
        }
    }

    @Test
    void saysThatATurnHangs() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (SourceThread thread = thread(() -> {
            begun.countDown();
            end.await();
            return 60_000;
        })) {
            thread.start();
            begun.await();
            assertThat(thread.trouble()).isEmpty();
            now.addAndGet(Duration.ofSeconds(90).toNanos());
            assertThat(thread.trouble())
                    .hasValueSatisfying(said -> assertThat(said).startsWith("thread portmux-test"));
            end.countDown();
            await().until(() -> thread.trouble().isEmpty());
        }
    }

    @Test
    void saysThatItHasEnded() {
        try (SourceThread thread = thread(() -> {
            throw new InterruptedException("as if somebody had interrupted it");
        })) {
            thread.start();
            await().until(() -> thread.trouble().isPresent());
            assertThat(thread.trouble()).contains("thread portmux-test has ended");
        }
    }
}
