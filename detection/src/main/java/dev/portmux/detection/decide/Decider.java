package dev.portmux.detection.decide;

import dev.portmux.detection.catalogue.Verdict;
import dev.portmux.detection.decide.detail.RouteSet;
import dev.portmux.routes.Digests;
import dev.portmux.routes.InvalidTableException;
import dev.portmux.routes.Match;
import dev.portmux.routes.RoutingTable;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Predicate;

/** A routing table made ready to decide. Immutable and shared by all connections. */
public final class Decider {
    private static final int USUAL_LIMIT = 16 << 10;
    private static final int TLS_LIMIT = 64 << 10;

    private final RoutingTable table;
    private final List<PreparedRoute> routes;
    private final List<RouteGroup> groups;
    private final RouteGroup[] groupOf;
    private final RouteSet speaking;
    private final RouteSet silent;
    private final RouteSet catchAlls;
    private final RouteSet ofAnySource;
    private final RouteSet ofSomeSources;

    /** By first byte: the routes that do not say NO to it. */
    private final RouteSet[] byFirstByte = new RouteSet[256];

    private final int byteLimit;

    private Decider(RoutingTable table) {
        this.table = table;
        routes = Preparation.all(table);
        groups = RouteGroup.of(routes);
        groupOf = byRoute(groups, routes.size());
        speaking = those(route -> route.kind() == PreparedRoute.Kind.BYTES);
        silent = those(PreparedRoute::takesSilence);
        catchAlls = those(route -> route.kind() == PreparedRoute.Kind.CATCH_ALL);
        ofAnySource = those(route -> route.route().from().isEmpty());
        ofSomeSources = those(route -> !route.route().from().isEmpty());
        for (int value = 0; value < byFirstByte.length; value++) {
            ByteBuffer first = ByteBuffer.wrap(new byte[] {(byte) value});
            byFirstByte[value] = those(route -> route.look(first) != Verdict.NO);
        }
        boolean namesInTls = routes.stream()
                .anyMatch(route -> route.detailed() && route.route().match() instanceof Match.Tls);
        byteLimit = namesInTls ? TLS_LIMIT : USUAL_LIMIT;
    }

    /**
     * Makes a table ready.
     *
     * @throws InvalidTableException if a match cannot be made ready: an unknown protocol, a regex beyond the limits
     */
    public static Decider of(RoutingTable table) {
        return new Decider(table);
    }

    private static RouteGroup[] byRoute(List<RouteGroup> groups, int routes) {
        RouteGroup[] byRoute = new RouteGroup[routes];
        for (RouteGroup group : groups) {
            for (int i = group.members().next(0);
                    i != RouteSet.NONE;
                    i = group.members().next(i + 1)) {
                byRoute[i] = group;
            }
        }
        return byRoute;
    }

    private RouteSet those(Predicate<PreparedRoute> property) {
        RouteSet those = new RouteSet();
        for (int i = 0; i < routes.size(); i++) {
            if (property.test(routes.get(i))) {
                those.add(i);
            }
        }
        return those;
    }

    /** Begins with a connection from this address (4 or 16 bytes). */
    public Detection start(byte[] sourceAddress) {
        return new Detection(this, routesFor(sourceAddress));
    }

    /** Begins as if the connection came from a source of every route. */
    public Detection startFromAnywhere() {
        return new Detection(this, those(route -> true));
    }

    private RouteSet routesFor(byte[] source) {
        RouteSet result = RouteSet.copyOf(ofAnySource);
        for (int i = ofSomeSources.next(0); i != RouteSet.NONE; i = ofSomeSources.next(i + 1)) {
            if (routes.get(i).route().isFor(source)) {
                result.add(i);
            }
        }
        return result;
    }

    public RoutingTable table() {
        return table;
    }

    /**
     * Eight hex digits that change when what the routes accept does. The same table has another fingerprint where the
     * catalogue is another: then what was proven there is not proven here.
     */
    public String fingerprint() {
        return Digests.ofTexts(
                routes.stream().map(route -> route.envelope().fingerprint()).toList());
    }

    public List<PreparedRoute> routes() {
        return routes;
    }

    PreparedRoute route(int index) {
        return routes.get(index);
    }

    RouteSet speaking() {
        return speaking;
    }

    RouteSet silent() {
        return silent;
    }

    RouteSet catchAlls() {
        return catchAlls;
    }

    RouteGroup groupOf(int route) {
        return groupOf[route];
    }

    List<RouteGroup> groups() {
        return groups;
    }

    RouteSet aliveAfter(byte first) {
        return byFirstByte[first & 0xff];
    }

    int byteLimit() {
        return byteLimit;
    }
}
