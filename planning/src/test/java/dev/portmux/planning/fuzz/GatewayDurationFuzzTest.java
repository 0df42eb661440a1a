package dev.portmux.planning.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.portmux.planning.GatewayDuration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Any text is a duration of at most the longest, or is refused with a message that names it. */
class GatewayDurationFuzzTest {
    private static final Duration LONGEST = Duration.ofHours(24);

    @FuzzTest(maxDuration = "20s")
    void parse(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        try {
            assertThat(GatewayDuration.parse(text, LONGEST)).isBetween(Duration.ZERO, LONGEST);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("\"" + text + "\"");
        }
    }
}
