package dev.portmux.sidecar.table;

import dev.portmux.routes.InvalidTableException;
import dev.portmux.routes.RoutingTable;
import dev.portmux.sidecar.observe.Meters;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table in force. A swap is one volatile write: open connections keep what they have, new ones see the new table. */
public final class Tables {
    private static final Logger LOG = LoggerFactory.getLogger(Tables.class);

    private final Meters meters;
    private Runnable onFirst = () -> {};
    private volatile @Nullable Routing current;

    public Tables(Meters meters) {
        this.meters = meters;
    }

    /**
     * Sets what to do with the first table.
     *
     * @param task run once, when there is a table
     */
    public synchronized void onFirst(Runnable task) {
        onFirst = task;
    }

    public Optional<Routing> current() {
        return Optional.ofNullable(current);
    }

    /** For loops, which run only once there is a table. */
    public Routing inForce() {
        Routing routing = current;
        if (routing == null) {
            throw new IllegalStateException("accepted a connection before there was a routing table");
        }
        return routing;
    }

    public synchronized void swap(Routing next) {
        boolean first = current == null;
        current = next;
        meters.loaded(next);
        LOG.info("routes {} loaded: {} routes", next.hash(), next.upstreams().size());
        if (first) {
            onFirst.run();
        }
    }

    /**
     * Takes a table from outside.
     *
     * @param source where it comes from, for people
     */
    void offer(byte[] json, String source) {
        try {
            RoutingTable table = RoutingTable.parse(json);
            if (current()
                    .map(routing -> !routing.decider().table().equals(table))
                    .orElse(true)) {
                swap(Routing.of(table));
            }
        } catch (InvalidTableException e) {
            meters.tableRefused();
            LOG.error(
                    "the routing table of {} is refused, {}: {}",
                    source,
                    current().map(routing -> routing.hash() + " stays in force").orElse("there is none yet"),
                    e.getMessage());
        }
    }
}
