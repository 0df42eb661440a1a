package dev.portmux.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayDurationTest {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @ParameterizedTest
    @CsvSource({
        "0s, PT0S",
        "1ms, PT0.001S",
        "500ms, PT0.5S",
        "1m30s, PT1M30S",
        "1s1s, PT2S",
        "1m1s1ms, PT1M1.001S",
        "10m, PT10M",
        "600s, PT10M",
        "00005s, PT5S",
        "99999ms, PT99.999S",
        "1s2s3s4s, PT10S"
    })
    void isTheSumOfItsParts(String text, Duration expected) {
        assertThat(GatewayDuration.parse(text, LONGEST)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1h, PT1H", "23h59m60s, PT24H"})
    void hoursToo(String text, Duration expected) {
        assertThat(GatewayDuration.parse(text, Duration.ofHours(24))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "s",
                "1 s",
                " 1s",
                "1s ",
                "-1s",
                "+1s",
                "1.5s",
                "1S",
                "1d",
                "1us",
                "123456s",
                "1s1s1s1s1s",
                "1m30",
                "١s"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> GatewayDuration.parse(text, LONGEST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + text + "\" (expected: a duration such as 1m30s or 500ms)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10m1ms", "601s", "99999h99999h99999h99999h"})
    void longerThanTheLongestIsRefused(String text) {
        assertThatThrownBy(() -> GatewayDuration.parse(text, LONGEST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + text + "\" (expected: at most 10m)");
    }
}
