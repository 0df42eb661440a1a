package dev.portmux.sidecar.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class QueuedOutputTest {
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private final CountDownLatch reading = new CountDownLatch(1);

    /** A pipe whose reader begins when the test says so. */
    private final OutputStream pipe = new OutputStream() {
        @Override
        public void write(int oneByte) {
            write(new byte[] {(byte) oneByte}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            try {
                reading.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            synchronized (read) {
                read.write(bytes, offset, length);
            }
        }
    };

    private String text() {
        synchronized (read) {
            return read.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void whatDoesNotFitIsCountedAndSaidWhenThereIsRoomAgain() {
        try (QueuedOutput queued = QueuedOutput.start(pipe, "portmux-test")) {
            PrintStream log = new PrintStream(queued, false, StandardCharsets.UTF_8);
            for (int i = 0; i < 10_000; i++) {
                log.println("line " + i);
            }
            long lost = queued.dropped();
            assertThat(lost).isBetween(8_000L, 9_999L);
            assertThat(queued.trouble()).isEmpty();
            reading.countDown();
            String said = "portmux: " + lost + " lines were lost here: nobody read them\n";
            await().untilAsserted(() ->
                    assertThat(text()).startsWith("line 0\nline 1\n").endsWith(said));
            log.println("after");
            await().untilAsserted(() -> assertThat(text()).endsWith(said + "after\n"));
        }
    }

    @Test
    void closingWritesWhatIsLeft() {
        reading.countDown();
        QueuedOutput queued = QueuedOutput.start(pipe, "portmux-test");
        queued.write("one\ntwo\n".getBytes(StandardCharsets.UTF_8), 0, 8);
        queued.close();
        assertThat(text()).isEqualTo("one\ntwo\n");
    }
}
