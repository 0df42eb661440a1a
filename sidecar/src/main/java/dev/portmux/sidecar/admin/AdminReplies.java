package dev.portmux.sidecar.admin;

import dev.portmux.sidecar.admin.AdminServer.Reply;
import dev.portmux.sidecar.observe.AccessLog;
import dev.portmux.sidecar.observe.Meters;
import dev.portmux.sidecar.pipeline.DataPlane;
import dev.portmux.sidecar.table.Routing;
import dev.portmux.sidecar.table.Tables;
import dev.portmux.sidecar.upstream.Upstream;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What the admin endpoint says. */
public final class AdminReplies {
    private static final PrometheusTextFormatWriter TEXT = PrometheusTextFormatWriter.create();

    private AdminReplies() {}

    /** Metrics; what open connections relayed since the last time is added first. */
    public static Reply metrics(Meters meters, DataPlane plane, AccessLog log) {
        Map<String, Integer> open = new HashMap<>();
        plane.forEachOpen(connection -> {
            meters.relayed(connection);
            open.merge(connection.upstream().map(Upstream::route).orElse(Meters.NO_ROUTE), 1, Integer::sum);
        });
        meters.active(open);
        meters.logDropped(log.dropped());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            TEXT.write(out, meters.registry().scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Reply(200, TEXT.getContentType(), out.toString(StandardCharsets.UTF_8));
    }

    public static Reply routes(Tables tables) {
        return tables.current()
                .map(routing -> new Reply(200, "application/json", json(routing)))
                .orElse(Reply.text(503, "no routing table is loaded"));
    }

    private static String json(Routing routing) {
        String table = new String(routing.decider().table().toJson(), StandardCharsets.UTF_8);
        return "{\"hash\":\"" + routing.hash() + "\",\"detection\":\""
                + routing.decider().fingerprint() + "\",\"routes\":" + table + "}";
    }

    public static Reply ready(Tables tables, boolean draining) {
        if (draining) {
            return Reply.text(503, "draining");
        }
        return tables.current()
                .map(routing -> Reply.text(200, "ready with routes " + routing.hash()))
                .orElse(Reply.text(503, "no routing table is loaded"));
    }
}
