package dev.portmux.sidecar.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeldomTest {
    @Test
    void letsOneThroughInTenSecondsAndCountsTheOthers() {
        long[] now = {Long.MAX_VALUE - 1};
        Seldom seldom = new Seldom(() -> now[0]);
        List<Integer> others = new ArrayList<>();
        seldom.run(others::add);
        seldom.run(others::add);
        now[0] += Duration.ofSeconds(9).toNanos();
        seldom.run(others::add);
        assertThat(others).containsExactly(0);
        now[0] += Duration.ofSeconds(1).toNanos();
        seldom.run(others::add);
        assertThat(others).containsExactly(0, 2);
    }
}
