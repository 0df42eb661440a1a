package dev.portmux.sidecar;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Writes connections as lines of JSON: {@code docs/design/contracts.md}. */
final class AccessLogLine {
    private static final JsonFactory JSON = new JsonFactory();

    private AccessLogLine() {}

    static void write(ConnectionRecord connection, ByteArrayOutputStream out) {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("time", connection.time().toString());
            json.writeStringField("source", text(connection.source()));
            writeName(json, "route", connection.route());
            writeName(json, "protocol", connection.protocol());
            json.writeStringField("result", connection.result().label());
            json.writeNumberField("detectionMs", millis(connection.detection()));
            json.writeNumberField("detectionBytes", connection.detectionBytes());
            json.writeNumberField("bytesIn", connection.bytesIn());
            json.writeNumberField("bytesOut", connection.bytesOut());
            json.writeNumberField("durationMs", millis(connection.duration()));
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeName(JsonGenerator json, String field, String name) throws IOException {
        if (name.isEmpty()) {
            json.writeNullField(field);
        } else {
            json.writeStringField(field, name);
        }
    }

    private static String text(InetSocketAddress source) {
        InetAddress address = source.getAddress();
        String host = address.getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + source.getPort();
    }

    /** To the microsecond. */
    private static double millis(Duration duration) {
        return Math.round(duration.toNanos() / 1e3) / 1e3;
    }
}
