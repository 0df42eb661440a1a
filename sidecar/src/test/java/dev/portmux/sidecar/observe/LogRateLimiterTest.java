package dev.portmux.sidecar.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogRateLimiterTest {
    @Test
    void letsOneThroughInTenSecondsAndCountsTheOthers() {
        long[] now = {Long.MAX_VALUE - 1};
        LogRateLimiter limiter = new LogRateLimiter(Duration.ofSeconds(10), () -> now[0]);
        List<Integer> others = new ArrayList<>();
        limiter.run(others::add);
        limiter.run(others::add);
        now[0] += Duration.ofSeconds(9).toNanos();
        limiter.run(others::add);
        assertThat(others).containsExactly(0);
        now[0] += Duration.ofSeconds(1).toNanos();
        limiter.run(others::add);
        assertThat(others).containsExactly(0, 2);
    }
}
