package dev.portmux.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReloadsTest {
    @Test
    void thousandsOfRequestsDuringAReloadAreOneMore() throws InterruptedException {
        var begun = new LinkedBlockingQueue<String>();
        var go = new Semaphore(0);
        try (var reloads = Reloads.start(() -> {
            begun.add(Thread.currentThread().getName());
            go.acquireUninterruptibly();
        })) {
            reloads.request();
            assertThat(begun.poll(10, TimeUnit.SECONDS)).isEqualTo("reload");

            for (int i = 0; i < 5_000; i++) {
                reloads.request();
            }
            go.release();
            assertThat(begun.poll(10, TimeUnit.SECONDS)).isEqualTo("reload");
            go.release();

            // Had the requests piled up, the reloads would go on without another request.
            assertThat(begun.poll(200, TimeUnit.MILLISECONDS)).isNull();
            reloads.request();
            assertThat(begun.poll(10, TimeUnit.SECONDS)).isEqualTo("reload");
            go.release();
        }
    }
}
