package dev.portmux.routes;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;

/** Writes a table as canonical JSON: fields in a fixed order, sorted sets, no empty optional fields, no white space. */
final class TableWriter {
    private final JsonGenerator json;

    private TableWriter(JsonGenerator json) {
        this.json = json;
    }

    static byte[] write(RoutingTable table) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            new TableWriter(json).table(table);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
        return out.toByteArray();
    }

    private void table(RoutingTable table) throws IOException {
        json.writeStartObject();
        json.writeNumberField("version", TableReader.VERSION);
        json.writeObjectFieldStart("timing");
        json.writeNumberField("silenceMs", table.timing().silence().toMillis());
        json.writeNumberField("deadlineMs", table.timing().deadline().toMillis());
        json.writeNumberField("holdMs", table.timing().hold().toMillis());
        if (table.timing().learn()) {
            json.writeBooleanField("learn", true);
        }
        json.writeEndObject();
        new PolicyWriter(json).write(table.policy());
        json.writeArrayFieldStart("routes");
        for (Route route : table.routes()) {
            route(route);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void route(Route route) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", route.name());
        json.writeObjectFieldStart("match");
        match(route.match());
        json.writeEndObject();
        if (route.silence()) {
            json.writeBooleanField("silence", true);
        }
        optional("from", route.from().stream().map(Cidr::toString).toList());
        if (route.balance() != Balance.ROUND_ROBIN) {
            json.writeStringField("balance", route.balance().label());
        }
        if (route.maxConnections() > 0) {
            json.writeNumberField("maxConnections", route.maxConnections());
        }
        groups(route.groups());
        json.writeEndObject();
    }

    /** The short form if it says the same. */
    private void groups(List<BackendGroup> groups) throws IOException {
        if (groups.size() == 1 && groups.getFirst().isPlain()) {
            backends(groups.getFirst());
            return;
        }
        json.writeArrayFieldStart("groups");
        for (BackendGroup group : groups) {
            json.writeStartObject();
            json.writeNumberField("weight", group.weight());
            if (group.proxyProtocol().isPresent()) {
                json.writeStringField(
                        "proxyProtocol", group.proxyProtocol().get().name());
            }
            backends(group);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void backends(BackendGroup group) throws IOException {
        texts("backends", group.backends().stream().map(Backend::toString).toList());
    }

    private void match(Match match) throws IOException {
        switch (match) {
            case Match.Any() -> {}
            case Match.Protocol(String name) -> json.writeStringField("protocol", name);
            case Match.Regex(String expression) -> json.writeStringField("regex", expression);
            case Match.Grpc() -> {
                json.writeObjectFieldStart("grpc");
                json.writeEndObject();
            }
            case Match.Http http -> http(http);
            case Match.Tls tls -> {
                json.writeObjectFieldStart("tls");
                optional("serverNames", sorted(tls.serverNames()));
                optional("alpn", sorted(tls.alpn()));
                json.writeEndObject();
            }
            case Match.Postgresql postgresql -> {
                json.writeObjectFieldStart("postgresql");
                optional("databases", sorted(postgresql.databases()));
                optional("users", sorted(postgresql.users()));
                json.writeEndObject();
            }
            case Match.Payload(List<Match.Entry> entries) -> payload(entries);
        }
    }

    private void http(Match.Http http) throws IOException {
        json.writeObjectFieldStart("http");
        optional("hosts", sorted(http.hosts()));
        optional("pathPrefixes", http.pathPrefixes());
        optional("methods", sorted(http.methods()));
        if (http.websocket()) {
            json.writeBooleanField("websocket", true);
        }
        json.writeEndObject();
    }

    private void payload(List<Match.Entry> entries) throws IOException {
        json.writeArrayFieldStart("payload");
        for (Match.Entry entry : entries) {
            json.writeStartObject();
            json.writeNumberField("offset", entry.offset());
            texts("hex", entry.anyOf().stream().map(Bytes::hex).toList());
            if (entry.mask().isPresent()) {
                json.writeStringField("mask", entry.mask().get().hex());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static List<String> sorted(Collection<String> values) {
        return values.stream().sorted().toList();
    }

    private void optional(String field, List<String> values) throws IOException {
        if (!values.isEmpty()) {
            texts(field, values);
        }
    }

    private void texts(String field, List<String> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
