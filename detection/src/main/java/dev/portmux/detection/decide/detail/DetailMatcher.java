package dev.portmux.detection.decide.detail;

import dev.portmux.routes.Match;
import java.util.Map;
import java.util.Optional;

/**
 * What routes ask of one protocol's first message beyond its envelope, made ready for all of them together. Immutable and shared
 * by all connections.
 */
public sealed interface DetailMatcher permits GrpcMatcher, HttpMatcher, PostgresqlMatcher, TlsMatcher {

    /** Begins to read one connection. */
    DetailReading begin();

    /** For routes, by number, whose matches are of one kind; empty if this kind has no details. */
    static Optional<DetailMatcher> of(Map<Integer, Match> matches) {
        return switch (matches.values().iterator().next()) {
            case Match.Grpc grpc -> Optional.of(new GrpcMatcher(matches.keySet()));
            case Match.Http http when !http.asksNothing() -> Optional.of(new HttpMatcher(matches));
            case Match.Postgresql postgresql
            when !postgresql.asksNothing() -> Optional.of(new PostgresqlMatcher(matches));
            case Match.Tls tls when !tls.asksNothing() -> Optional.of(new TlsMatcher(matches));
            default -> Optional.empty();
        };
    }
}
