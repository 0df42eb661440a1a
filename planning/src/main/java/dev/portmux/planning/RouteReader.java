package dev.portmux.planning;

import static dev.portmux.planning.Problems.within;

import dev.portmux.crds.BackendRef;
import dev.portmux.crds.MatchSpec;
import dev.portmux.crds.RouteSpec;
import dev.portmux.detection.catalogue.Catalogue;
import dev.portmux.routes.Backend;
import dev.portmux.routes.Bytes;
import dev.portmux.routes.Cidr;
import dev.portmux.routes.Match;
import dev.portmux.routes.Route;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Turns one route of a resource into that of the routing table. */
record RouteReader(String path, Problems problems) {

    Optional<Route> read(RouteSpec spec, List<Backend> backends) {
        BackendRef reference = spec.backendRef();
        problems.require(!reference.name().isEmpty(), path + ".backendRef.name", "missing");
        problems.require(
                !reference.refersToService() || reference.port() != null,
                path + ".backendRef.port",
                "missing (expected: a number or a name, because the backend is a Service)");
        Optional<Match> match = problems.attempt(path + ".match", () -> match(spec.match()));
        Optional<List<Cidr>> from =
                problems.attempt(path + ".match", () -> sources(spec.match().from()));
        return match.flatMap(found -> from.flatMap(
                sources -> problems.attempt(path, () -> new Route(spec.name(), found, sources, backends))));
    }

    private static List<Cidr> sources(List<String> texts) {
        return IntStream.range(0, texts.size())
                .mapToObj(i -> within("from[" + i + "]: ", () -> Cidr.parse(texts.get(i))))
                .toList();
    }

    /**
     * The {@code match} of a resource as that of the routing table.
     *
     * @throws IllegalArgumentException whose message begins with the path below {@code match}
     */
    private static Match match(MatchSpec spec) {
        List<Match> kinds = new ArrayList<>();
        if (spec.protocol() != null) {
            String given = spec.protocol();
            kinds.add(new Match.Protocol(
                    within("protocol: ", () -> Catalogue.get(given)).name()));
        }
        if (spec.http() != null) {
            kinds.add(http(spec.http()));
        }
        if (spec.grpc() != null) {
            kinds.add(new Match.Grpc());
        }
        if (spec.tls() != null) {
            kinds.add(new Match.Tls(
                    new LinkedHashSet<>(spec.tls().serverNames()),
                    new LinkedHashSet<>(spec.tls().alpn())));
        }
        if (spec.postgresql() != null) {
            kinds.add(new Match.Postgresql(
                    new LinkedHashSet<>(spec.postgresql().databases()),
                    new LinkedHashSet<>(spec.postgresql().users())));
        }
        if (!spec.payload().isEmpty()) {
            kinds.add(payload(spec.payload()));
        }
        if (spec.regex() != null) {
            kinds.add(new Match.Regex(spec.regex()));
        }
        if (kinds.size() > 1) {
            throw new IllegalArgumentException(
                    "at most one of protocol, http, grpc, tls, postgresql, payload and regex may be set");
        }
        return kinds.isEmpty() ? new Match.Any() : kinds.getFirst();
    }

    private static Match http(MatchSpec.Http http) {
        return new Match.Http(
                new LinkedHashSet<>(http.hosts()),
                http.pathPrefixes(),
                new LinkedHashSet<>(http.methods()),
                Boolean.TRUE.equals(http.websocket()));
    }

    private static Match payload(List<MatchSpec.Payload> entries) {
        return new Match.Payload(IntStream.range(0, entries.size())
                .mapToObj(i -> within("payload[" + i + "].", () -> entry(entries.get(i))))
                .toList());
    }

    private static Match.Entry entry(MatchSpec.Payload entry) {
        List<Bytes> values = IntStream.range(0, entry.hex().size())
                .mapToObj(i ->
                        within("hex[" + i + "]: ", () -> Bytes.ofHex(entry.hex().get(i))))
                .toList();
        Optional<Bytes> mask = Optional.ofNullable(entry.mask()).map(hex -> within("mask: ", () -> Bytes.ofHex(hex)));
        return new Match.Entry(entry.offset(), values, mask);
    }
}
