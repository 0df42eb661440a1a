package dev.portmux.cli.imports.source;

import dev.portmux.routes.Bytes;
import java.util.List;

/** One condition of a rule. */
public sealed interface Criterion {

    /** Always holds. */
    record Always() implements Criterion {}

    /**
     * One of these bytes at this place.
     *
     * @param line   of the source
     * @param origin what the source calls it, for messages: {@code acl is_ssh}
     */
    record Payload(int line, String origin, int offset, List<Bytes> anyOf) implements Criterion {
        public boolean sameBytes(Payload other) {
            return offset == other.offset && anyOf.equals(other.anyOf);
        }
    }

    /** A regular expression, anchored at the first byte. */
    record Regex(String expression) implements Criterion {}

    /** A protocol of the catalogue. */
    record Protocol(String name) implements Criterion {}

    /** An HTTP/1 request with one of these methods. */
    record Methods(List<String> names) implements Criterion {}

    /** A server name in the ClientHello, as a route's {@code tls.serverNames} writes it. */
    record ServerNames(List<String> names) implements Criterion {}

    /** An ALPN protocol that the ClientHello offers. */
    record Alpn(List<String> names) implements Criterion {}

    /** A source address, as a route's {@code from} writes it. */
    record Source(List<String> ranges) implements Criterion {}

    /** Whether it needs bytes of the client. */
    default boolean looksAtContent() {
        return !(this instanceof Always || this instanceof Source);
    }
}
