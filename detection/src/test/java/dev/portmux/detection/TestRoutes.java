package dev.portmux.detection;

import dev.portmux.detection.catalogue.Catalogue;
import dev.portmux.detection.catalogue.Protocol;
import dev.portmux.detection.decide.Preparation;
import dev.portmux.detection.decide.PreparedRoute;
import dev.portmux.routes.Backend;
import dev.portmux.routes.Bytes;
import dev.portmux.routes.Cidr;
import dev.portmux.routes.Match;
import dev.portmux.routes.Route;
import dev.portmux.routes.RoutingTable;
import dev.portmux.routes.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Routes and tables for tests. */
public final class TestRoutes {
    private TestRoutes() {}

    public static Route route(String name, Match match, String... from) {
        return new Route(
                name,
                match,
                Stream.of(from).map(Cidr::parse).toList(),
                List.of(new Backend("127.0.0.1", 1000 + name.length())));
    }

    /** The same route, which also takes clients that say nothing. */
    public static Route silent(Route route) {
        return new Route(
                route.name(),
                route.match(),
                true,
                route.from(),
                route.balance(),
                route.maxConnections(),
                route.groups());
    }

    /** A route for each protocol, called like it. */
    public static RoutingTable protocols(String... names) {
        return table(Stream.of(names)
                .map(name -> route(name, new Match.Protocol(name)))
                .toArray(Route[]::new));
    }

    public static RoutingTable table(Route... routes) {
        return new RoutingTable(Timing.DEFAULT, List.of(routes));
    }

    public static Match payload(int offset, String... hex) {
        return new Match.Payload(List.of(
                new Match.Entry(offset, Stream.of(hex).map(Bytes::ofHex).toList(), java.util.Optional.empty())));
    }

    /** Every client-first protocol of the catalogue, made ready. */
    public static List<PreparedRoute> catalogue() {
        List<PreparedRoute> all = new ArrayList<>();
        Preparation preparation = new Preparation();
        for (Protocol protocol : Catalogue.all()) {
            if (protocol instanceof Protocol.ClientFirst) {
                all.add(preparation.of(route(protocol.name(), new Match.Protocol(protocol.name()))));
            }
        }
        return all;
    }
}
