package dev.portmux.routes;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes what a table says of all connections; what is as usual is left out. */
record PolicyWriter(JsonGenerator json) {

    void write(ConnectionPolicy policy) throws IOException {
        if (policy.proxyProtocol().isPresent()) {
            proxyProtocol(policy.proxyProtocol().get());
        }
        if (!policy.timeouts().equals(Timeouts.DEFAULT)) {
            timeouts(policy.timeouts());
        }
        if (!policy.limits().equals(ConnectionLimits.NONE)) {
            limits(policy.limits());
        }
        if (!policy.accessLog().equals(AccessLogging.DEFAULT)) {
            json.writeObjectFieldStart("accessLog");
            json.writeStringField("mode", policy.accessLog().mode().label());
            json.writeNumberField("firstBytes", policy.accessLog().firstBytes());
            json.writeEndObject();
        }
    }

    private void proxyProtocol(ProxyProtocol proxyProtocol) throws IOException {
        json.writeObjectFieldStart("proxyProtocol");
        json.writeStringField("mode", proxyProtocol.mode().label());
        json.writeArrayFieldStart("trustedSources");
        for (Cidr range : proxyProtocol.trustedSources()) {
            json.writeString(range.toString());
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void timeouts(Timeouts timeouts) throws IOException {
        json.writeObjectFieldStart("timeouts");
        json.writeNumberField("connectMs", timeouts.connect().toMillis());
        json.writeNumberField("idleMs", timeouts.idle().toMillis());
        json.writeNumberField("halfClosedMs", timeouts.halfClosed().toMillis());
        json.writeNumberField("keepAliveMs", timeouts.keepAlive().toMillis());
        json.writeEndObject();
    }

    private void limits(ConnectionLimits limits) throws IOException {
        json.writeObjectFieldStart("limits");
        number("connections", limits.connections());
        number("connectionsPerSource", limits.perSource());
        number("undecidedPerSource", limits.undecidedPerSource());
        number("newConnectionsPerSecondPerSource", limits.newPerSecondPerSource());
        json.writeEndObject();
    }

    private void number(String field, int value) throws IOException {
        if (value > 0) {
            json.writeNumberField(field, value);
        }
    }
}
