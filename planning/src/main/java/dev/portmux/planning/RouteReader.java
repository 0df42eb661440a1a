package dev.portmux.planning;

import static dev.portmux.planning.Problems.within;

import dev.portmux.crds.BackendRef;
import dev.portmux.crds.RouteSpec;
import dev.portmux.routes.Backend;
import dev.portmux.routes.Cidr;
import dev.portmux.routes.Match;
import dev.portmux.routes.Route;
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
        Optional<Match> match = problems.attempt(path + ".match", () -> MatchReader.read(spec.match()));
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
}
