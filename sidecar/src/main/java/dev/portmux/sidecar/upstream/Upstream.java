package dev.portmux.sidecar.upstream;

import dev.portmux.routes.Backend;
import dev.portmux.routes.BackendGroup;
import dev.portmux.routes.Balance;
import dev.portmux.routes.Route;
import dev.portmux.sidecar.net.Peer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Where the connections of a route of one table go. All event loops share it. */
public final class Upstream {
    private final Route route;
    private final Duration connectTimeout;
    private final AtomicInteger open;
    private final List<EndpointGroup> groups;
    /** For each group how far it is behind its weight. Guarded by itself. */
    private final long[] behind;

    private Upstream(Route route, Duration connectTimeout, AtomicInteger open, List<EndpointGroup> groups) {
        this.route = route;
        this.connectTimeout = connectTimeout;
        this.open = open;
        this.groups = groups;
        behind = new long[groups.size()];
    }

    /**
     * The upstream of a route. Groups that get no connections, for want of weight or of an address, are left out.
     *
     * @param connectTimeout how long an endpoint may take to accept a connection
     * @param registry       what is remembered of earlier tables
     */
    public static Upstream of(Route route, Duration connectTimeout, UpstreamRegistry registry) {
        List<EndpointGroup> groups = route.groups().stream()
                .filter(group -> group.weight() > 0 && !group.backends().isEmpty())
                .map(group -> group(group, registry))
                .toList();
        return new Upstream(route, connectTimeout, registry.open(route.name()), groups);
    }

    private static EndpointGroup group(BackendGroup group, UpstreamRegistry registry) {
        return new EndpointGroup(
                group.weight(),
                group.proxyProtocol(),
                group.backends().stream()
                        .map(Upstream::address)
                        .map(registry::endpoint)
                        .toList());
    }

    private static InetSocketAddress address(Backend backend) {
        return new InetSocketAddress(InetAddress.ofLiteral(backend.host()), backend.port());
    }

    /** The same, without the addresses that are {@code unwanted}. */
    public Upstream without(Predicate<InetSocketAddress> unwanted) {
        List<EndpointGroup> wanted = groups.stream()
                .flatMap(group -> group.without(endpoint -> unwanted.test(endpoint.address())).stream())
                .toList();
        return new Upstream(route, connectTimeout, open, wanted);
    }

    /** The endpoints that may get connections, each once. */
    public List<Endpoint> endpoints() {
        return groups.stream()
                .flatMap(group -> group.endpoints().stream())
                .distinct()
                .toList();
    }

    /** Whether there is an endpoint at all. */
    public boolean hasEndpoints() {
        return !groups.isEmpty();
    }

    /** The name of the route. */
    public String route() {
        return route.name();
    }

    /** The label of the route's match, see {@link dev.portmux.routes.Match#label()}. */
    public String protocol() {
        return route.match().label();
    }

    /** The most connections that the route may have open; 0: no limit. */
    public int maxConnections() {
        return route.maxConnections();
    }

    /** How long an endpoint may take to accept a connection. */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /** Counts one more connection of the route; false at its limit. {@link Attempts#close} takes it back. */
    public boolean admit() {
        if (open.incrementAndGet() > maxConnections() && maxConnections() > 0) {
            open.decrementAndGet();
            return false;
        }
        return true;
    }

    void left() {
        open.decrementAndGet();
    }

    /** The endpoints for one connection that was {@link #admit admitted}. */
    public Attempts attempts(Peer source, LongSupplier nanoTime) {
        return new Attempts(this, source, nanoTime);
    }

    Balance balance() {
        return route.balance();
    }

    /** The group that a connection tries next, or null if it may try none. */
    @Nullable EndpointGroup choose(Attempts attempts) {
        if (groups.size() == 1) {
            return attempts.mayTry(groups.getFirst()) ? groups.getFirst() : null;
        }
        return balance() == Balance.SOURCE_HASH ? nearest(attempts) : mostBehind(attempts);
    }

    /** A source stays in its group, so the groups share sources by their weights, not connections. */
    private @Nullable EndpointGroup nearest(Attempts attempts) {
        EndpointGroup best = null;
        double shortest = Double.POSITIVE_INFINITY;
        for (EndpointGroup group : groups) {
            double distance = group.distance(attempts.source());
            if (distance < shortest && attempts.mayTry(group)) {
                best = group;
                shortest = distance;
            }
        }
        return best;
    }

    /**
     * Smooth weighted round robin, as in nginx: weights 9 and 1 give 9 and 1 of any 10 connections, and never 9 in a row
     * where less would do. Groups that cannot be tried leave their share to the others. The lock is held for less than a
     * microsecond.
     */
    private @Nullable EndpointGroup mostBehind(Attempts attempts) {
        synchronized (behind) {
            int best = -1;
            long total = 0;
            for (int i = 0; i < behind.length; i++) {
                EndpointGroup group = groups.get(i);
                if (attempts.mayTry(group)) {
                    behind[i] += group.weight();
                    total += group.weight();
                    best = best < 0 || behind[i] > behind[best] ? i : best;
                }
            }
            if (best < 0) {
                return null;
            }
            behind[best] -= total;
            return groups.get(best);
        }
    }
}
