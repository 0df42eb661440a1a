package dev.portmux.sidecar.table;

import dev.portmux.routes.InvalidTableException;
import dev.portmux.routes.RoutingTable;
import dev.portmux.sidecar.net.Addresses;
import dev.portmux.sidecar.upstream.Endpoint;
import dev.portmux.sidecar.upstream.Upstream;
import dev.portmux.sidecar.upstream.UpstreamRegistry;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table in force. A swap is one volatile write: open connections keep their table, new ones use the new one. */
public final class Tables {
    private static final Logger LOG = LoggerFactory.getLogger(Tables.class);

    private final TableListener listener;
    private final UpstreamRegistry registry = new UpstreamRegistry();
    private Predicate<InetSocketAddress> own = backend -> false;
    private Runnable onFirst = () -> {};
    private volatile @Nullable Routing current;

    public Tables(TableListener listener) {
        this.listener = listener;
    }

    /**
     * Sets what is known only when the sidecar listens. Called before the first table.
     *
     * @param self  accepts the backends that are the sidecar itself; they are left out
     * @param first run once, at the first table
     */
    public synchronized void onFirst(Predicate<InetSocketAddress> self, Runnable first) {
        own = self;
        onFirst = first;
    }

    public Optional<Routing> current() {
        return Optional.ofNullable(current);
    }

    /** The table in force. Called by event loops, which accept only when there is a table. */
    public Routing inForce() {
        Routing routing = current;
        if (routing == null) {
            throw new IllegalStateException("accepted a connection before there was a routing table");
        }
        return routing;
    }

    /**
     * Puts a table in force.
     *
     * @throws InvalidTableException if it cannot be used; the one before stays
     */
    public synchronized void swap(RoutingTable table) {
        Routing next = Routing.of(table, registry, this::withoutOwn);
        boolean first = current == null;
        current = next;
        registry.retain(next.upstreams());
        listener.loaded(next);
        LOG.info("routes {} loaded: {} routes", next.hash(), next.upstreams().size());
        if (first) {
            onFirst.run();
        }
    }

    private Upstream withoutOwn(Upstream upstream) {
        upstream.endpoints().stream()
                .map(Endpoint::address)
                .filter(own)
                .forEach(address -> LOG.error(
                        "route {}: backend {} is this sidecar itself and is left out (expected: the address of another server)",
                        upstream.route(),
                        Addresses.text(address)));
        return upstream.without(own);
    }

    /**
     * Takes a table from a source.
     *
     * @param source its name, for people
     */
    void offer(byte[] json, String source) {
        try {
            RoutingTable table = RoutingTable.parse(json);
            if (current()
                    .map(routing -> !routing.decider().table().equals(table))
                    .orElse(true)) {
                swap(table);
            }
        } catch (InvalidTableException e) {
            refused(source, String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError e) {
            refused(source, "it cannot be compiled: " + e);
        }
    }

    /** Logs and counts a table that cannot be used. */
    void refused(String source, String reason) {
        listener.refused();
        LOG.error(
                "the routing table of {} is refused, {}: {}",
                source,
                current().map(routing -> routing.hash() + " stays in force").orElse("there is none yet"),
                reason);
    }
}
