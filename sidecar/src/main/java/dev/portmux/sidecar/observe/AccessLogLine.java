package dev.portmux.sidecar.observe;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.portmux.sidecar.net.Addresses;
import dev.portmux.sidecar.net.Peer;
import java.time.Instant;

/**
 * Writes connections as lines of JSON ({@code docs/design/contracts.md}). It uses no JsonGenerator and formats times and
 * addresses itself: 3 instead of 5 us per connection, and less code to compile.
 */
final class AccessLogLine {
    private static final JsonStringEncoder NAMES = JsonStringEncoder.getInstance();

    private final StringBuilder out;
    private long second = Long.MIN_VALUE;
    private String secondText = "";

    AccessLogLine(StringBuilder out) {
        this.out = out;
    }

    void write(ConnectionRecord connection) {
        fields(connection);
        out.append("}\n");
    }

    /** A line without its end. */
    void fields(ConnectionRecord connection) {
        time(connection.acceptedAt());
        source(connection.peer());
        name(",\"route\":", connection.route());
        name(",\"protocol\":", connection.protocol());
        out.append(",\"result\":\"").append(connection.result().label()).append('"');
        millis(",\"detectionMs\":", connection.detected().nanos());
        out.append(",\"detectionBytes\":").append(connection.detectionBytes());
        out.append(",\"bytesIn\":").append(connection.bytesIn());
        out.append(",\"bytesOut\":").append(connection.bytesOut());
        millis(",\"durationMs\":", connection.age());
        if (connection.firstBytes().length() > 0) {
            out.append(",\"firstBytes\":\"")
                    .append(connection.firstBytes().hex())
                    .append('"');
        }
    }

    /** Reuses the text of the second, since many lines begin in the same one. */
    private void time(long millis) {
        long now = Math.floorDiv(millis, 1000L);
        if (now != second) {
            second = now;
            String text = Instant.ofEpochSecond(now).toString();
            secondText = "{\"time\":\"" + text.substring(0, text.length() - 1) + '.';
        }
        out.append(secondText);
        threeDigits(Math.floorMod(millis, 1000));
        out.append("Z\"");
    }

    private void source(Peer source) {
        out.append(",\"source\":\"");
        Addresses.append(out, source.address(), source.port());
        out.append('"');
    }

    private void name(String key, String name) {
        out.append(key);
        if (name.isEmpty()) {
            out.append("null");
        } else {
            NAMES.quoteAsString(name, out.append('"'));
            out.append('"');
        }
    }

    /** To the microsecond. */
    private void millis(String key, long nanos) {
        long micros = (nanos + 500) / 1000;
        out.append(key).append(micros / 1000).append('.');
        threeDigits((int) (micros % 1000));
    }

    private void threeDigits(int number) {
        out.append((char) ('0' + number / 100))
                .append((char) ('0' + number / 10 % 10))
                .append((char) ('0' + number % 10));
    }
}
