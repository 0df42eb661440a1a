package dev.portmux.cli.check;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portmux.cli.output.Commands;
import dev.portmux.cli.output.Json;
import dev.portmux.cli.output.OutputFormat;
import dev.portmux.detection.overlap.Finding.Severity;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** Prints the results of checks: as text for people, or as one JSON object (docs/reference/json.md). */
public record CheckReport(PrintWriter out) {
    private static final String INDENT = "       ";

    /** Prints the results and returns the exit code: 1 if any has an error or a warning. */
    public int print(List<CheckResult> results, OutputFormat format) {
        switch (format) {
            case text -> results.forEach(this::print);
            case json -> out.println(json(results).toPrettyString());
        }
        out.flush();
        return results.stream().allMatch(CheckResult::good) ? 0 : Commands.NO;
    }

    private static ObjectNode json(List<CheckResult> results) {
        var root = Json.MAPPER.createObjectNode();
        var resources = root.putArray("resources");
        results.forEach(result -> add(result, resources.addObject()));
        return root;
    }

    private static void add(CheckResult result, ObjectNode to) {
        to.put("file", result.file().map(Path::toString).orElse(null))
                .put("resource", result.name())
                .put("errors", result.count(Severity.ERROR))
                .put("warnings", result.count(Severity.WARN));
        strings(result.distinct(), to.putArray("distinct"));
        var findings = to.putArray("findings");
        result.diagnostics().forEach(diagnostic -> add(diagnostic, findings.addObject()));
    }

    private static void add(Diagnostic diagnostic, ObjectNode to) {
        to.put("severity", diagnostic.severity().toString())
                .put("kind", diagnostic.kind())
                .put("message", diagnostic.message())
                .put("place", diagnostic.place().isEmpty() ? null : diagnostic.place())
                .put("route", diagnostic.route().orElse(null));
        strings(diagnostic.others(), to.putArray("others"));
        to.put("hex", diagnostic.example().map(bytes -> bytes.hex()).orElse(null))
                .put("text", diagnostic.example().map(bytes -> bytes.text()).orElse(null))
                .put("fix", diagnostic.fix());
    }

    private static void strings(List<String> values, ArrayNode to) {
        values.forEach(to::add);
    }

    private void print(CheckResult result) {
        var file = result.file().map(path -> path + ": ").orElse("");
        out.println(file + "PortMux " + result.name() + size(result));
        result.diagnostics().forEach(this::print);
        if (!result.distinct().isEmpty()) {
            out.println("ok     " + String.join(", ", result.distinct()) + ": proven apart from every other route");
        }
        out.println(
                count(result.count(Severity.ERROR), "error") + ", " + count(result.count(Severity.WARN), "warning"));
    }

    private static String size(CheckResult result) {
        return result.spec()
                .map(spec ->
                        ", port " + spec.port() + ", " + count(spec.routes().size(), "route"))
                .orElse("");
    }

    private void print(Diagnostic diagnostic) {
        var place = diagnostic.place().isEmpty() ? "" : "   " + diagnostic.place();
        out.printf("%-5s  %s%s%n", diagnostic.severity(), diagnostic.message(), place);
        diagnostic
                .example()
                .ifPresent(bytes -> out.printf(
                        "%sexample  %s  %s%s%n",
                        INDENT,
                        bytes.hex(),
                        bytes.text(),
                        diagnostic.others().isEmpty() ? "" : "  -> " + String.join(", ", diagnostic.others())));
        if (!diagnostic.fix().isEmpty()) {
            out.println(INDENT + "fix: " + diagnostic.fix());
        }
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
