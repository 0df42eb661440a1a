package dev.portmux.detection.protocol;

import static dev.portmux.detection.automaton.Expressions.text;

import com.google.auto.service.AutoService;
import dev.portmux.detection.automaton.Expression;
import dev.portmux.detection.catalogue.Protocol;
import java.util.Set;

/** HTTP/2 by its connection preface. */
@AutoService(Protocol.class)
public final class Http2 implements Protocol.ClientFirst {

    @Override
    public String name() {
        return "http2";
    }

    @Override
    public String title() {
        return "HTTP/2 without TLS (prior knowledge), and with it gRPC";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("grpc", "h2c");
    }

    @Override
    public String source() {
        return "RFC 9113 section 3.4";
    }

    @Override
    public String layout() {
        return """
                0   "PRI * HTTP/2.0" CR LF CR LF "SM" CR LF CR LF    24 bytes, the connection preface
                """;
    }

    @Override
    public String lookAlikes() {
        return "None after three bytes; PROXY and PROPFIND share two.";
    }

    @Override
    public Expression envelope() {
        return text("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    }
}
