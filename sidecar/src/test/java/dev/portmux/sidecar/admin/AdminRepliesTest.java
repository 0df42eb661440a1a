package dev.portmux.sidecar.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When {@code /healthz} asks for a restart, and with which words. */
class AdminRepliesTest {
    private static Optional<String> dead() {
        return Optional.of("thread portmux-watch has ended");
    }

    private static String text(Reply reply) {
        return reply.status() + " " + UTF_8.decode(reply.body().duplicate());
    }

    @Test
    void aSidecarWhoseLoopsAndThreadsLiveIsHealthy() {
        assertThat(text(AdminReplies.healthy(Duration.ZERO, List.of(Optional::empty, Optional::empty))))
                .isEqualTo("200 ok\n");
        assertThat(text(AdminReplies.healthy(Duration.ofSeconds(5), List.of()))).isEqualTo("200 ok\n");
    }

    @Test
    void aLoopThatDoesNotAnswerIsNot() {
        assertThat(text(AdminReplies.healthy(Duration.ofSeconds(6), List.of(Optional::empty))))
                .isEqualTo("503 an event loop has not answered for 6 s\n");
    }

    @Test
    void aThreadThatHasDiedIsNot() {
        assertThat(text(AdminReplies.healthy(Duration.ZERO, List.of(Optional::empty, AdminRepliesTest::dead))))
                .isEqualTo("503 thread portmux-watch has ended\n");
    }
}
