package dev.portmux.sidecar;

import dev.portmux.routes.Route;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Where a route of the loaded table leads, and which protocol it is for. */
public record Target(String route, String protocol, List<InetSocketAddress> backends) {

    public static Target of(Route route) {
        return new Target(
                route.name(),
                route.match().label(),
                route.backends().stream()
                        .map(backend -> new InetSocketAddress(InetAddress.ofLiteral(backend.host()), backend.port()))
                        .toList());
    }

    /** Takes turns: every connection of a loop begins with another backend. */
    InetSocketAddress backend(int turn) {
        return backends.get(Math.floorMod(turn, backends.size()));
    }
}
