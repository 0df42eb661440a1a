package dev.portmux.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AccessLogLineTest {

    @Test
    void aLineIsJsonWhateverTheRouteIsCalled() {
        var connection = new ConnectionRecord(
                Instant.parse("2026-11-23T02:26:27.321Z"),
                new InetSocketAddress(InetAddress.ofLiteral("fd00::7"), 49476),
                "a\"b\n",
                "",
                Result.MATCHED,
                Duration.ofNanos(7_499),
                5,
                119,
                375,
                Duration.ofMillis(12_345));
        var line = new StringBuilder();

        AccessLogLine.write(connection, line);

        assertThat(line)
                .hasToString("{\"time\":\"2026-11-23T02:26:27.321Z\",\"source\":\"[fd00:0:0:0:0:0:0:7]:49476\","
                        + "\"route\":\"a\\\"b\\n\",\"protocol\":null,\"result\":\"matched\",\"detectionMs\":0.007,"
                        + "\"detectionBytes\":5,\"bytesIn\":119,\"bytesOut\":375,\"durationMs\":12345.000}\n");
    }
}
