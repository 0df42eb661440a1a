package dev.portmux.planning;

import static dev.portmux.planning.Problems.within;

import dev.portmux.crds.BackendRef;
import dev.portmux.crds.MatchSpec;
import dev.portmux.crds.RouteSpec;
import dev.portmux.detection.catalogue.Catalogue;
import dev.portmux.routes.Backend;
import dev.portmux.routes.BackendGroup;
import dev.portmux.routes.Balance;
import dev.portmux.routes.Bytes;
import dev.portmux.routes.Cidr;
import dev.portmux.routes.ConnectionLimits;
import dev.portmux.routes.Match;
import dev.portmux.routes.ProxyProtocol;
import dev.portmux.routes.Route;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/** Turns one route of a resource into that of the routing table. */
record RouteReader(String path, Problems problems) {
    private static final int MOST_BACKENDS = 16;

    /** @param backends what each of its backends leads to */
    Optional<Route> read(RouteSpec spec, List<List<Backend>> backends) {
        problems.require(
                (spec.backendRef() == null) != spec.backendRefs().isEmpty(),
                path,
                "exactly one of backendRef and backendRefs must be set");
        problems.require(
                spec.backendRefs().size() <= MOST_BACKENDS,
                path + ".backendRefs",
                spec.backendRefs().size() + " items (expected: at most " + MOST_BACKENDS + ")");
        List<RouteSpec.Backend> references = spec.backends();
        List<BackendGroup> groups = new ArrayList<>();
        for (int i = 0; i < references.size(); i++) {
            group(references.get(i), backends.get(i)).ifPresent(groups::add);
        }
        Optional<Match> match = problems.attempt(path + ".match", () -> match(spec.match()));
        Optional<List<Cidr>> from = problems.attempt(
                path + ".match", () -> Problems.sources("from", spec.match().from()));
        Optional<Balance> balance = problems.attempt(
                path,
                () -> spec.balance() == null
                        ? Balance.ROUND_ROBIN
                        : Problems.oneOf("balance", spec.balance(), Balance.values(), Balance::label));
        return match.flatMap(found -> from.flatMap(sources ->
                balance.flatMap(spread -> problems.attempt(path, () -> route(spec, found, sources, spread, groups)))));
    }

    private Optional<BackendGroup> group(RouteSpec.Backend backend, List<Backend> addresses) {
        BackendRef reference = backend.reference();
        String field = path + "." + backend.field();
        problems.require(!reference.name().isEmpty(), field + ".name", "missing");
        problems.require(
                !reference.refersToService() || reference.port() != null,
                field + ".port",
                "missing (expected: a number or a name, because the backend is a Service)");
        Optional<String> header = Optional.ofNullable(reference.proxyProtocol());
        return problems.attempt(
                field,
                () -> new BackendGroup(
                        Objects.requireNonNullElse(reference.weight(), 1),
                        header.map(version -> Problems.oneOf(
                                "proxyProtocol", version, ProxyProtocol.Version.values(), ProxyProtocol.Version::name)),
                        addresses));
    }

    private static Route route(
            RouteSpec spec, Match match, List<Cidr> from, Balance balance, List<BackendGroup> groups) {
        int connections = spec.limits() == null
                ? 0
                : ConnectionReader.zeroIfUnset(spec.limits().connections());
        return new Route(
                spec.name(),
                match,
                Boolean.TRUE.equals(spec.match().silence()),
                from,
                balance,
                within("limits.", () -> new ConnectionLimits(connections, 0, 0, 0))
                        .connections(),
                groups);
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
