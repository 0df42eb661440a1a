package dev.portmux.cli.explain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portmux.cli.output.Json;
import dev.portmux.detection.catalogue.Verdict;
import dev.portmux.detection.explain.Explanation;
import dev.portmux.detection.explain.Explanation.Candidate;
import dev.portmux.detection.explain.Explanation.Fall;
import dev.portmux.detection.explain.Explanation.Result;
import dev.portmux.detection.explain.Explanation.Step;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Prints explanations: as a table for people, or as one line of JSON in which an unknown value is null. */
record ExplanationPrinter(PrintWriter out) {
    private static final String ROW = "%4s  %-28s %-24s %s%n";

    void print(Optional<String> id, Explanation explanation, boolean asJson) {
        if (asJson) {
            out.println(json(id, explanation));
        } else {
            id.ifPresent(each -> out.println(each + ":"));
            text(explanation);
        }
        out.flush();
    }

    private static String json(Optional<String> id, Explanation explanation) {
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

    private void text(Explanation explanation) {
        explanation.verdict().ifPresent(verdict -> {
            out.printf(ROW, "byte", "still possible", "decided", "");
            explanation.steps().forEach(this::print);
            out.printf(
                    "decision: %s%s after %d bytes: %s%n",
                    verdict.action().name().toLowerCase(Locale.ROOT),
                    verdict.route().map(route -> " " + route).orElse(""),
                    verdict.bytes(),
                    verdict.reason());
        });
        print("looks like: ", explanation.protocols(), Verdict.YES);
        print("may still be: ", explanation.protocols(), Verdict.MORE);
        if (explanation.protocols().isEmpty()) {
            out.println("looks like: nothing in the catalogue");
        }
    }

    private void print(Step step) {
        var still = step.still().isEmpty() ? "-" : String.join(" ", step.still());
        var first = true;
        for (var name : step.matched()) {
            out.printf(ROW, first ? step.bytes() : "", first ? still : "", name + " YES", "");
            first = false;
        }
        for (var fall : step.fell().stream()
                .collect(Collectors.groupingBy(Fall::reason))
                .values()) {
            var names = fall.stream().map(Fall::name).collect(Collectors.joining(" "));
            out.printf(
                    ROW,
                    first ? step.bytes() : "",
                    first ? still : "",
                    names + " NO",
                    "(" + fall.getFirst().reason() + ")");
            first = false;
        }
    }

    private void print(String title, List<Candidate> candidates, Verdict verdict) {
        var found = candidates.stream()
                .filter(candidate -> candidate.verdict() == verdict)
                .map(candidate -> verdict == Verdict.YES
                        ? candidate.name() + " (YES after " + candidate.bytes() + " bytes)"
                        : candidate.name())
                .collect(Collectors.joining(", "));
        if (!found.isEmpty()) {
            out.println(title + found);
        }
    }
}
