package dev.portmux.sidecar.upstream;

import dev.portmux.routes.Balance;
import dev.portmux.routes.ProxyProtocol;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The endpoints behind one backend reference of a route, and how connections are spread over them. */
final class EndpointGroup {
    private final int weight;
    private final Optional<ProxyProtocol.Version> proxyProtocol;
    private final List<Endpoint> endpoints;
    private final AtomicInteger turn = new AtomicInteger();

    /** @param endpoints at least one */
    EndpointGroup(int weight, Optional<ProxyProtocol.Version> proxyProtocol, List<Endpoint> endpoints) {
        this.weight = weight;
        this.proxyProtocol = proxyProtocol;
        this.endpoints = endpoints;
    }

    /** The same, without the endpoints that are {@code unwanted}; empty if none is left. */
    Optional<EndpointGroup> without(Predicate<Endpoint> unwanted) {
        List<Endpoint> wanted = endpoints.stream().filter(unwanted.negate()).toList();
        return wanted.isEmpty() ? Optional.empty() : Optional.of(new EndpointGroup(weight, proxyProtocol, wanted));
    }

    int weight() {
        return weight;
    }

    Optional<ProxyProtocol.Version> proxyProtocol() {
        return proxyProtocol;
    }

    List<Endpoint> endpoints() {
        return endpoints;
    }

    /** The turn of a connection; all its attempts in this group have the same. */
    int nextTurn() {
        return endpoints.size() < 2 ? 0 : turn.getAndIncrement() & Integer.MAX_VALUE;
    }

    boolean hasOneFor(Attempts attempts) {
        for (int i = 0; i < endpoints.size(); i++) {
            if (attempts.mayTry(endpoints.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** An endpoint that the connection may try, or null if there is none. */
    @Nullable Endpoint choose(Attempts attempts, Balance balance, int turnOfConnection) {
        return switch (balance) {
            case ROUND_ROBIN -> inTurn(attempts, turnOfConnection, false);
            case LEAST_CONNECTIONS -> inTurn(attempts, turnOfConnection, true);
            case SOURCE_HASH -> nearest(attempts);
        };
    }

    private @Nullable Endpoint inTurn(Attempts attempts, int turnOfConnection, boolean fewestOpen) {
        int first = firstOf(attempts, turnOfConnection);
        if (first < 0) {
            return null;
        }
        Endpoint best = endpoints.get(first);
        int fewest = fewestOpen ? best.open() : 0;
        for (int i = 1; i < endpoints.size() && fewest > 0; i++) {
            Endpoint other = endpoints.get((first + i) % endpoints.size());
            int open = other.open();
            if (open < fewest && attempts.mayTry(other)) {
                best = other;
                fewest = open;
            }
        }
        return best;
    }

    /**
     * The endpoint whose turn it is. Those that may be tried share the turns of one that may not: if all of its turns went to
     * its neighbour, that one would have twice the load of the others. -1 if none may be tried.
     */
    private int firstOf(Attempts attempts, int turnOfConnection) {
        int size = endpoints.size();
        int at = turnOfConnection % size;
        if (attempts.mayTry(endpoints.get(at))) {
            return at;
        }
        int candidates = 0;
        for (int i = 1; i < size; i++) {
            candidates += attempts.mayTry(endpoints.get((at + i) % size)) ? 1 : 0;
        }
        int skip = candidates == 0 ? 0 : turnOfConnection / size % candidates;
        for (int i = 1; i < size; i++) {
            int next = (at + i) % size;
            if (attempts.mayTry(endpoints.get(next)) && skip-- == 0) {
                return next;
            }
        }
        return -1;
    }

    private @Nullable Endpoint nearest(Attempts attempts) {
        long source = attempts.source();
        Endpoint best = null;
        double highest = 0;
        for (int i = 0; i < endpoints.size(); i++) {
            Endpoint endpoint = endpoints.get(i);
            double score = SourceHash.score(source, endpoint);
            if (score > highest && attempts.mayTry(endpoint)) {
                best = endpoint;
                highest = score;
            }
        }
        return best;
    }

    /**
     * How far the group is from a source. If each source goes to the nearest group, the groups get sources by their weights,
     * and a change of one endpoint moves few of them (weighted rendezvous hashing).
     */
    double distance(long source) {
        double highest = 0;
        for (int i = 0; i < endpoints.size(); i++) {
            highest = Math.max(highest, SourceHash.score(source, endpoints.get(i)));
        }
        return -Math.log(highest) * endpoints.size() / weight;
    }
}
