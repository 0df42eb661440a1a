package dev.portmux.sidecar.upstream;

import dev.portmux.routes.Route;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** The backends of a route of the loaded table. All event loops share it and its round robin. */
public final class Upstream {
    private final String route;
    private final String protocol;
    private final List<InetSocketAddress> backends;
    private final AtomicInteger turn = new AtomicInteger();

    private Upstream(String route, String protocol, List<InetSocketAddress> backends) {
        this.route = route;
        this.protocol = protocol;
        this.backends = backends;
    }

    /** The backends of a route, in its order. */
    public static Upstream of(Route route) {
        return new Upstream(
                route.name(),
                route.match().label(),
                route.backends().stream()
                        .map(backend -> new InetSocketAddress(InetAddress.ofLiteral(backend.host()), backend.port()))
                        .toList());
    }

    /** The same, without the backends that are {@code unwanted}. */
    public Upstream without(Predicate<InetSocketAddress> unwanted) {
        return new Upstream(
                route, protocol, backends.stream().filter(unwanted.negate()).toList());
    }

    /** The backends, in the order of the route. */
    public List<InetSocketAddress> backends() {
        return backends;
    }

    /** The name of the route. */
    public String route() {
        return route;
    }

    /** The label of the route's match, see {@link dev.portmux.routes.Match#label()}. */
    public String protocol() {
        return protocol;
    }

    /** The backends for one connection, in the order in which it tries them. */
    public Attempts attempts() {
        int first = backends.size() < 2 ? 0 : Math.floorMod(turn.getAndIncrement(), backends.size());
        return new Attempts(first);
    }

    /** The backends that one connection tries in order: three at most, each once. */
    public final class Attempts {
        private static final int MOST = 3;

        private final int first;
        private int tried;

        private Attempts(int first) {
            this.first = first;
        }

        public boolean hasNext() {
            return tried < Math.min(backends.size(), MOST);
        }

        public InetSocketAddress next() {
            return backends.get((first + tried++) % backends.size());
        }
    }
}
