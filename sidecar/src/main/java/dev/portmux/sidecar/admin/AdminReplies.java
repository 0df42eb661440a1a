package dev.portmux.sidecar.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.portmux.sidecar.observe.Meters;
import dev.portmux.sidecar.observe.Tap;
import dev.portmux.sidecar.observe.TapFilter;
import dev.portmux.sidecar.pipeline.DataPlane;
import dev.portmux.sidecar.table.Routing;
import dev.portmux.sidecar.table.Tables;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The answers of the admin endpoint. */
public final class AdminReplies {
    private static final Duration LONGEST_STALL = Duration.ofSeconds(5);

    private AdminReplies() {}

    /**
     * The endpoints by path.
     *
     * @param troubles the parts that may become unhealthy; each gives its reason while it is
     * @param draining whether the sidecar has stopped accepting
     */
    public static Map<String, Endpoint> of(
            Meters meters,
            Tap tap,
            DataPlane plane,
            Tables tables,
            List<Supplier<Optional<String>>> troubles,
            BooleanSupplier draining) {
        return Map.of(
                "/healthz", new Endpoint.Immediate(query -> healthy(plane.longestStall(), troubles)),
                "/readyz", new Endpoint.Immediate(query -> ready(plane, tables, draining.getAsBoolean())),
                "/routes", new Endpoint.Rendered(() -> routes(tables)),
                "/stats", new Endpoint.Rendered(() -> Reply.json(meters.json())),
                "/metrics", new Endpoint.Rendered(() -> metrics(meters, plane)),
                "/tap", new Endpoint.Immediate(query -> tap(tap, query)));
    }

    /** @param stall how long the slowest event loop has not answered */
    static Reply healthy(Duration stall, List<Supplier<Optional<String>>> troubles) {
        if (stall.compareTo(LONGEST_STALL) > 0) {
            return Reply.text(503, "an event loop has not answered for " + stall.toSeconds() + " s");
        }
        return troubles.stream()
                .flatMap(trouble -> trouble.get().stream())
                .findFirst()
                .map(trouble -> Reply.text(503, trouble))
                .orElse(Reply.text(200, "ok"));
    }

    private static Reply ready(DataPlane plane, Tables tables, boolean draining) {
        if (draining) {
            return Reply.text(503, "draining");
        }
        if (plane.full()) {
            return Reply.text(503, "full: as many connections are open as this sidecar takes");
        }
        return tables.current()
                .map(routing -> Reply.text(200, "ready with routes " + routing.hash()))
                .orElse(Reply.text(503, "no routing table is loaded"));
    }

    private static Reply routes(Tables tables) {
        return tables.current()
                .map(routing -> Reply.json(json(routing).getBytes(UTF_8)))
                .orElse(Reply.text(503, "no routing table is loaded"));
    }

    private static String json(Routing routing) {
        String table = new String(routing.decider().table().toJson(), UTF_8);
        return "{\"hash\":\"" + routing.hash() + "\",\"detection\":\""
                + routing.decider().fingerprint() + "\",\"routes\":" + table + "}";
    }

    private static Reply tap(Tap tap, String query) {
        try {
            return tap.open(TapFilter.parse(query))
                    .map(Reply::live)
                    .orElse(Reply.text(503, Tap.MOST_READERS + " readers are connected, and more are not served"));
        } catch (IllegalArgumentException e) {
            return Reply.text(400, String.valueOf(e.getMessage()));
        }
    }

    /** Adds the bytes of open connections first, except those of a loop that hangs. */
    private static Reply metrics(Meters meters, DataPlane plane) {
        plane.forEachOpen(meters::relayed);
        return Reply.ok(Meters.TEXT_TYPE, meters.text());
    }
}
