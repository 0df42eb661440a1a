package dev.portmux.cli.kubectl.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SidecarStatsTest {
    @Test
    void whatASidecarWritesIsRead() {
        var stats = SidecarStats.parse("""
                {"table":"a41f09c7","routes":{"":{"open":2,"ended":{"probe":4410}},
                 "db":{"open":0,"ended":{},"greetingMismatches":3},
                 "web":{"open":120,"ended":{"matched":41000,"reset":1100}}}}""");

        assertThat(stats.table()).contains("a41f09c7");
        assertThat(stats.openOf("")).isEqualTo(2);
        assertThat(stats.openOf("web")).isEqualTo(120);
        assertThat(stats.openOf("db")).isZero();
        assertThat(stats.mismatchedOf("db")).isEqualTo(3);
        assertThat(stats.mismatchedOf("web")).isZero();
        assertThat(stats.openTotal()).isEqualTo(122);
        assertThat(stats.endedOf("web")).isEqualTo(Map.of("matched", 41_000L, "reset", 1_100L));
        assertThat(stats.endedOf("")).isEqualTo(Map.of("probe", 4_410L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "{\"table\":null,\"routes\":{}}",
                "{\"table\":7,\"routes\":[{\"open\":1}]}",
                "{\"routes\":{\"web\":{\"open\":-3,\"ended\":{\"matched\":1e300}}}}",
                "{\"routes\":{\"web\":{\"open\":\"many\",\"ended\":[1]}}}",
                "{\"routes\":{\"web\":7}}",
                "{\"routes\":{\"web\":{\"open\":99999999999999999999}}}",
            })
    void whatNoSidecarWritesCountsNothing(String json) {
        var stats = SidecarStats.parse(json);

        assertThat(stats.table()).isEmpty();
        assertThat(stats.openTotal()).isZero();
        assertThat(stats.endedOf("web").values()).allMatch(count -> count == 0);
    }
}
