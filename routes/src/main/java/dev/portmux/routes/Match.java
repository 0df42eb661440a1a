package dev.portmux.routes;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The condition of a route on the first bytes.
 *
 * <p>The constructors refuse values that make no sense. The message begins with the field below {@code match}:
 * {@code payload[0].hex: "2a3" (expected: an even number of hex digits)}.
 */
public sealed interface Match {

    /** The name in logs and metrics: a catalogue name, {@code payload}, {@code regex} or {@code any}. */
    String label();

    /** The catch-all: takes connections that no other route takes. */
    record Any() implements Match {
        @Override
        public String label() {
            return "any";
        }
    }

    /** A protocol of the catalogue, by its name. */
    record Protocol(String name) implements Match {
        @Override
        public String label() {
            return name;
        }
    }

    /**
     * HTTP/1 requests. An empty set matches all requests.
     *
     * @param hosts        host names without port; {@code *.example.com} stands for one or more labels before the rest
     * @param pathPrefixes matched by whole path segments: {@code /api} takes {@code /api} and {@code /api/v1}, not {@code /apis}
     * @param methods      upper-case method names
     * @param websocket    only requests that ask for the upgrade to WebSocket
     */
    record Http(Set<String> hosts, List<String> pathPrefixes, Set<String> methods, boolean websocket) implements Match {
        public Http {
            hosts = HostNames.normalised("http.hosts", hosts);
            pathPrefixes =
                    Texts.checked("http.pathPrefixes", pathPrefixes, "/[!-~]{0,1023}", "a path beginning with /");
            methods = Set.copyOf(Texts.checked(
                    "http.methods", List.copyOf(methods), "[A-Z][A-Z_-]{0,23}", "an upper-case method name"));
        }

        public boolean asksNothing() {
            return hosts.isEmpty() && pathPrefixes.isEmpty() && methods.isEmpty() && !websocket;
        }

        @Override
        public String label() {
            return "http";
        }
    }

    /** gRPC over cleartext HTTP/2, recognised by the content type of the first request. */
    record Grpc() implements Match {
        @Override
        public String label() {
            return "grpc";
        }
    }

    /**
     * TLS, by the fields of the ClientHello. An empty set matches all.
     *
     * @param serverNames host names; {@code *.example.com} stands for one or more labels before the rest
     * @param alpn        protocol names, at least one of which the client must offer
     */
    record Tls(Set<String> serverNames, Set<String> alpn) implements Match {
        public Tls {
            serverNames = HostNames.normalised("tls.serverNames", serverNames);
            alpn = Set.copyOf(Texts.checked("tls.alpn", List.copyOf(alpn), "[ -~]{1,255}", "an ALPN protocol name"));
        }

        public boolean asksNothing() {
            return serverNames.isEmpty() && alpn.isEmpty();
        }

        @Override
        public String label() {
            return "tls";
        }
    }

    /** PostgreSQL in cleartext, by the fields of the start-up message. An empty set matches all. */
    record Postgresql(Set<String> databases, Set<String> users) implements Match {
        public Postgresql {
            databases = names("postgresql.databases", databases);
            users = names("postgresql.users", users);
        }

        public boolean asksNothing() {
            return databases.isEmpty() && users.isEmpty();
        }

        @Override
        public String label() {
            return "postgresql";
        }

        private static Set<String> names(String field, Set<String> names) {
            return Set.copyOf(Texts.checked(field, List.copyOf(names), "[^\\x00]{1,255}", "1 to 255 characters"));
        }
    }

    /** Bytes at fixed offsets. All entries must match. */
    record Payload(List<Entry> entries) implements Match {
        private static final int MOST = 16;

        public Payload {
            entries = List.copyOf(entries);
            if (entries.isEmpty() || entries.size() > MOST) {
                throw new IllegalArgumentException(
                        "payload: " + entries.size() + " entries (expected: 1 to " + MOST + ")");
            }
        }

        @Override
        public String label() {
            return "payload";
        }
    }

    /**
     * Bytes at one offset of a payload.
     *
     * @param offset of the first byte
     * @param anyOf  alternatives, one of which must be at the offset
     * @param mask   the bits to compare, of the same length as each alternative; empty: all bits
     */
    record Entry(int offset, List<Bytes> anyOf, Optional<Bytes> mask) {
        private static final int MOST = 64;

        /** The last byte that a payload may look at, plus one. */
        public static final int REACH = 1024;

        public Entry {
            anyOf = List.copyOf(anyOf);
            if (anyOf.isEmpty() || anyOf.size() > MOST) {
                throw new IllegalArgumentException(
                        "hex: " + anyOf.size() + " alternatives (expected: 1 to " + MOST + ")");
            }
            for (Bytes bytes : anyOf) {
                check(offset, bytes, mask);
            }
        }

        private static void check(int offset, Bytes bytes, Optional<Bytes> mask) {
            if (bytes.length() == 0) {
                throw new IllegalArgumentException("hex: \"\" (expected: at least one byte)");
            }
            if (offset < 0 || offset + bytes.length() > REACH) {
                throw new IllegalArgumentException(
                        "offset: " + offset + " (expected: offset and length within " + REACH + ")");
            }
            if (mask.isPresent() && mask.get().length() != bytes.length()) {
                throw new IllegalArgumentException(
                        "mask: \"" + mask.get().hex() + "\" (expected: as many bytes as hex \"" + bytes.hex() + "\")");
            }
        }
    }

    /** A regular expression over bytes, anchored at the first one. */
    record Regex(String expression) implements Match {
        @Override
        public String label() {
            return "regex";
        }
    }
}
