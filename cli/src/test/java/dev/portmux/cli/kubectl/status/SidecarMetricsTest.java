package dev.portmux.cli.kubectl.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SidecarMetricsTest {
    @Test
    void whatASidecarWritesIsRead() {
        var numbers = SidecarMetrics.parse("""
                # HELP portmux_active_connections Open connections. Without a route: not yet decided.
                # TYPE portmux_active_connections gauge
                portmux_active_connections{route=""} 2.0
                portmux_active_connections{route="web"} 120.0
                # TYPE portmux_connections_total counter
                portmux_connections_total{protocol="",result="probe",route=""} 4410.0
                portmux_connections_total{protocol="http",result="matched",route="web"} 41000.0
                portmux_connections_total{protocol="http",result="reset",route="web"} 1.1E3
                # TYPE portmux_detection_bytes histogram
                portmux_detection_bytes_bucket{le="0.0"} 12
                portmux_relayed_bytes_total{direction="in",route="web"} 99.0
                portmux_greeting_mismatch_total{route="db"} 3.0
                portmux_routes_loaded_info{hash="a41f09c7"} 1
                """);

        assertThat(numbers.table()).contains("a41f09c7");
        assertThat(numbers.openOf("")).isEqualTo(2);
        assertThat(numbers.mismatchedOf("db")).isEqualTo(3);
        assertThat(numbers.mismatchedOf("web")).isZero();
        assertThat(numbers.openOf("web")).isEqualTo(120);
        assertThat(numbers.openOf("db")).isZero();
        assertThat(numbers.openTotal()).isEqualTo(122);
        assertThat(numbers.endedOf("web")).isEqualTo(Map.of("matched", 41_000L, "reset", 1_100L));
        assertThat(numbers.endedOf("")).isEqualTo(Map.of("probe", 4_410L));
    }

    @Test
    void whatNoSidecarWritesCountsNothing() {
        var numbers = SidecarMetrics.parse("""
                portmux_active_connections{route="web"} NaN
                portmux_active_connections{route="git"} -3
                portmux_active_connections{route="db"} 1e300
                portmux_active_connections{route="api"} many
                portmux_active_connections 7
                portmux_connections_total{route="\\u001b[2J",result="matched"} 1
                portmux_routes_loaded_info{hash="\\u001b[31mred"} 1
                <html>
                """);

        assertThat(numbers.table()).isEmpty();
        assertThat(numbers.openTotal()).isZero();
        assertThat(numbers.endedOf("\u001b[2J")).isEmpty();
    }
}
