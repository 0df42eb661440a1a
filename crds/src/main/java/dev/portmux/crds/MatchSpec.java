package dev.portmux.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a connection must be: at most one of the fields other than {@code from} and {@code silence}; none of them is the catch-all.
 *
 * @param protocol a name of the catalogue
 * @param payload  bytes at fixed places, which must all be there; empty: not set
 * @param silence  also a client that sends nothing; unset: only where the server speaks first
 * @param from     sources that the route is for, as {@code ADDRESS/PREFIX-LENGTH}; empty: all
 */
@JsonInclude(Include.NON_NULL)
public record MatchSpec(
        @Nullable String protocol,
        @Nullable Http http,
        @Nullable Grpc grpc,
        @Nullable Tls tls,
        @Nullable Postgresql postgresql,
        @JsonInclude(Include.NON_EMPTY) List<Payload> payload,
        @Nullable String regex,
        @Nullable Boolean silence,
        @JsonInclude(Include.NON_EMPTY) List<String> from) {

    static final MatchSpec ANY = new MatchSpec(null, null, null, null, null, List.of(), null, null, List.of());

    public MatchSpec {
        payload = Absent.toEmpty(payload);
        from = Absent.toEmpty(from);
    }

    /** HTTP/1 requests; each field that is not empty must hold. */
    @JsonInclude(Include.NON_EMPTY)
    public record Http(
            List<String> hosts,
            List<String> pathPrefixes,
            List<String> methods,
            @Nullable Boolean websocket) {
        public Http {
            hosts = Absent.toEmpty(hosts);
            pathPrefixes = Absent.toEmpty(pathPrefixes);
            methods = Absent.toEmpty(methods);
        }
    }

    /** gRPC over HTTP/2 without TLS. */
    public record Grpc() {}

    /** TLS, by what the ClientHello asks for; each field that is not empty must hold. */
    @JsonInclude(Include.NON_EMPTY)
    public record Tls(List<String> serverNames, List<String> alpn) {
        public Tls {
            serverNames = Absent.toEmpty(serverNames);
            alpn = Absent.toEmpty(alpn);
        }
    }

    /** PostgreSQL without TLS, by what the startup message asks for; each field that is not empty must hold. */
    @JsonInclude(Include.NON_EMPTY)
    public record Postgresql(List<String> databases, List<String> users) {
        public Postgresql {
            databases = Absent.toEmpty(databases);
            users = Absent.toEmpty(users);
        }
    }

    /**
     * Bytes at one place.
     *
     * @param offset from the first byte of the connection, 0
     * @param hex    alternatives as hex digits, of which one must be there
     * @param mask   hex digits of the bits that are compared; unset: all
     */
    @JsonInclude(Include.NON_NULL)
    public record Payload(
            int offset, List<String> hex, @Nullable String mask) {
        public Payload {
            hex = Absent.toEmpty(hex);
        }
    }
}
