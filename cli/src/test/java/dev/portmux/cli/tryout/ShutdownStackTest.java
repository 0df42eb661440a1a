package dev.portmux.cli.tryout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class ShutdownStackTest {
    private final ArrayList<String> stopped = new ArrayList<>();
    private final ShutdownStack parts = new ShutdownStack();

    @Test
    void theLastStartedIsStoppedFirstAlsoWhenOneFails() {
        parts.add(() -> stopped.add("first"));
        parts.add(() -> {
            throw new IllegalStateException("will not stop");
        });
        parts.add(() -> stopped.add("last"));

        parts.close();
        parts.close();

        assertThat(stopped).containsExactly("last", "first");
    }

    @Test
    void aPartThatComesAfterTheEndIsStoppedAtOnce() {
        parts.close();

        assertThatThrownBy(() -> parts.add(() -> stopped.add("late"))).isInstanceOf(CancellationException.class);
        assertThat(stopped).containsExactly("late");
    }

    @Test
    void theEndStopsWhatIsStillStarting() throws Exception {
        var waiting = new CountDownLatch(1);
        var starter = Executors.newSingleThreadExecutor();
        var start = starter.submit(() -> parts.start(() -> {
            var process = new ProcessBuilder("sleep", "60").start();
            waiting.countDown();
            process.waitFor();
            return () -> stopped.add("late");
        }));
        waiting.await();

        parts.close();

        assertThatThrownBy(start::get).hasCauseInstanceOf(CancellationException.class);
        assertThat(stopped).containsExactly("late");
        assertThatThrownBy(() -> parts.start(() -> () -> stopped.add("later")))
                .isInstanceOf(CancellationException.class);
        starter.shutdown();
    }
}
