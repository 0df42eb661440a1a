package dev.portmux.sidecar.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.routes.Bytes;
import dev.portmux.sidecar.net.Peer;
import dev.portmux.sidecar.pipeline.Result;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class AccessLogLineTest {

    @Test
    void aLineIsJsonWhateverTheRouteIsCalled() {
        var line = new StringBuilder();
        var out = new AccessLogLine(line);

        out.write(ended("fd00::7", "a\"b\n", "", 7_499, 12_345_000_000L));

        assertThat(line)
                .hasToString("{\"time\":\"2026-11-23T02:26:27.321Z\",\"source\":\"[fd00::7]:49476\","
                        + "\"route\":\"a\\\"b\\n\",\"protocol\":null,\"result\":\"matched\",\"detectionMs\":0.007,"
                        + "\"detectionBytes\":5,\"bytesIn\":119,\"bytesOut\":375,\"durationMs\":12345.000}\n");
    }

    @Test
    void timesAndAddressesAreWhatTheirClassesWrite() {
        for (var nanos : new long[] {0, 999_499, 999_500, 1_000_000_000, 61_001_000_000L}) {
            var line = new StringBuilder();
            var out = new AccessLogLine(line);
            out.write(ended("10.0.255.128", "git", "ssh", 0, 0));
            line.setLength(0);
            var entry = ended("10.0.255.128", "git", "ssh", nanos, nanos);
            out.write(entry);
            var time = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
                    .withZone(ZoneOffset.UTC)
                    .format(Instant.ofEpochMilli(entry.acceptedAt()));
            var millis = String.format(Locale.ROOT, "%.3f", Math.round(nanos / 1e3) / 1e3);
            assertThat(line)
                    .startsWith("{\"time\":\"" + time + "\",\"source\":\"10.0.255.128:49476\",\"route\":\"git\"")
                    .contains("\"detectionMs\":" + millis + ",")
                    .endsWith("\"durationMs\":" + millis + "}\n");
        }
    }

    private static ConnectionRecord ended(String host, String route, String protocol, long detectionNanos, long nanos) {
        return new ConnectionRecord(
                Instant.parse("2026-11-23T02:26:27.321Z").toEpochMilli() + nanos / 1_000_000,
                nanos,
                Peer.of(new InetSocketAddress(InetAddress.ofLiteral(host), 49476)),
                new ConnectionRecord.Detected(route, protocol, detectionNanos, 5),
                Result.MATCHED,
                119,
                375,
                Bytes.of(new byte[0]));
    }
}
