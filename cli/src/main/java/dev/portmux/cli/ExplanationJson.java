package dev.portmux.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portmux.detection.explain.Explanation;
import dev.portmux.detection.explain.Explanation.Result;
import java.util.Locale;
import java.util.Optional;

/** An explanation as one line of JSON; what there is not, is null. */
final class ExplanationJson {
    private ExplanationJson() {}

    static String of(Optional<String> id, Explanation explanation) {
        var json = Json.MAPPER.createObjectNode();
        json.put("id", id.orElse(null));
        var protocols = json.putArray("protocols");
        explanation
                .protocols()
                .forEach(candidate -> protocols
                        .addObject()
                        .put("name", candidate.name())
                        .put("verdict", candidate.verdict().name())
                        .put("bytes", candidate.bytes()));
        explanation.verdict().ifPresentOrElse(verdict -> put(verdict, json), () -> putNothing(json));
        return json.toString();
    }

    private static void put(Result verdict, ObjectNode json) {
        json.put("decision", verdict.action().name().toLowerCase(Locale.ROOT))
                .put("route", verdict.route().orElse(null))
                .put("bytes", verdict.bytes())
                .put("reason", verdict.reason());
    }

    private static void putNothing(ObjectNode json) {
        json.putNull("decision");
        json.putNull("route");
        json.putNull("bytes");
        json.putNull("reason");
    }
}
