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

/** Routes by source that a load balancer's PROXY protocol header cannot serve. */
final class SourceRules {

    private SourceRules() {}

    static List<Finding> broken(RoutingTable table) {
        ProxyProtocol.Mode mode =
                table.policy().proxyProtocol().map(ProxyProtocol::mode).orElse(ProxyProtocol.Mode.REQUIRE);
        return table.routes().stream()
                .filter(route -> !route.from().isEmpty())
                .<Finding>mapMulti((route, broken) -> {
                    if (mode == ProxyProtocol.Mode.OPTIONAL) {
                        broken.accept(forged(route));
                    } else if (mode == ProxyProtocol.Mode.LAZY && isSilent(route)) {
                        broken.accept(unknown(route));
                    }
                })
                .toList();
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
