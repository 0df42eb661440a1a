package dev.portmux.planning;

import dev.portmux.detection.catalogue.Catalogue;
import dev.portmux.detection.catalogue.Protocol;
import dev.portmux.detection.overlap.Finding;
import dev.portmux.detection.overlap.Finding.Kind;
import dev.portmux.detection.overlap.Finding.Severity;
import dev.portmux.routes.Match;
import dev.portmux.routes.ProxyProtocol;
import dev.portmux.routes.Route;
import dev.portmux.routes.RoutingTable;
import java.util.List;
import java.util.Optional;

/** Routes and limits by source that a load balancer's PROXY protocol header cannot serve. */
final class SourceRules {

    private SourceRules() {}

    static List<Finding> broken(RoutingTable table) {
        ProxyProtocol.Mode mode =
                table.policy().proxyProtocol().map(ProxyProtocol::mode).orElse(ProxyProtocol.Mode.REQUIRE);
        boolean limited = table.policy().limits().bySource();
        return mode == ProxyProtocol.Mode.REQUIRE
                ? List.of()
                : table.routes().stream()
                        .flatMap(route -> broken(route, mode, limited).stream())
                        .toList();
    }

    private static Optional<Finding> broken(Route route, ProxyProtocol.Mode mode, boolean limited) {
        boolean lazy = mode == ProxyProtocol.Mode.LAZY;
        if (!route.from().isEmpty() && !lazy) {
            return Optional.of(forged(route));
        }
        if (!isSilent(route)) {
            return Optional.empty();
        }
        return route.from().isEmpty()
                ? Optional.of(mode).filter(_ -> limited).map(each -> uncounted(route, each))
                : Optional.of(unknown(route));
    }

    /** Whether a client that sends nothing may be its own. */
    private static boolean isSilent(Route route) {
        return route.silence()
                || route.match() instanceof Match.Any
                || (route.match() instanceof Match.Protocol(String name)
                        && Catalogue.get(name) instanceof Protocol.ServerFirst);
    }

    private static Finding unknown(Route route) {
        return error(
                route,
                Kind.SOURCE_UNKNOWN,
                "takes silent clients by their source, but under proxyProtocol mode Lazy the source of a client is not"
                        + " known before its first byte",
                "remove from, or use mode Require");
    }

    private static Finding uncounted(Route route, ProxyProtocol.Mode mode) {
        return error(
                route,
                Kind.SOURCE_UNKNOWN,
                "takes silent clients, whom the limits by source cannot count under proxyProtocol mode " + mode.label()
                        + ": their source is not known before their first byte",
                "remove the limits by source, or use mode Require");
    }

    private static Finding forged(Route route) {
        return error(
                route,
                Kind.SOURCE_FORGED,
                "has from, but a source may be forged under proxyProtocol mode Optional: where the load balancer"
                        + " sends no header, the client may write one",
                "remove from, or use mode Require");
    }

    private static Finding error(Route route, Kind kind, String message, String fix) {
        return new Finding(
                Severity.ERROR,
                kind,
                route.name(),
                List.of(),
                Optional.empty(),
                "route \"" + route.name() + "\" " + message,
                fix);
    }
}
