package dev.portmux.sidecar;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Writes connections as lines of JSON: {@code docs/design/contracts.md}. Not with a JsonGenerator: one for each line is
 * so much code that C2 spent half of its time on it, 30 us per connection over the first 40,000.
 */
final class AccessLogLine {
    private static final JsonStringEncoder NAMES = JsonStringEncoder.getInstance();

    private AccessLogLine() {}

    static void write(ConnectionRecord connection, StringBuilder out) {
        out.append("{\"time\":\"").append(connection.time());
        source(connection.source(), out.append("\",\"source\":\""));
        name(connection.route(), out.append("\",\"route\":"));
        name(connection.protocol(), out.append(",\"protocol\":"));
        out.append(",\"result\":\"").append(connection.result().label());
        millis(connection.detection(), out.append("\",\"detectionMs\":"));
        out.append(",\"detectionBytes\":").append(connection.detectionBytes());
        out.append(",\"bytesIn\":").append(connection.bytesIn());
        out.append(",\"bytesOut\":").append(connection.bytesOut());
        millis(connection.duration(), out.append(",\"durationMs\":"));
        out.append("}\n");
    }

    private static void name(String name, StringBuilder out) {
        if (name.isEmpty()) {
            out.append("null");
        } else {
            NAMES.quoteAsString(name, out.append('"'));
            out.append('"');
        }
    }

    private static void source(InetSocketAddress source, StringBuilder out) {
        InetAddress address = source.getAddress();
        String host = address.getHostAddress();
        if (host.indexOf(':') < 0) {
            out.append(host);
        } else {
            out.append('[').append(host).append(']');
        }
        out.append(':').append(source.getPort());
    }

    /** To the microsecond. */
    private static void millis(Duration duration, StringBuilder out) {
        long micros = Math.round(duration.toNanos() / 1e3);
        long fraction = micros % 1000;
        out.append(micros / 1000)
                .append(fraction < 10 ? ".00" : fraction < 100 ? ".0" : ".")
                .append(fraction);
    }
}
