package dev.portmux.cli.tap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portmux.cli.output.Json;
import dev.portmux.cli.output.OutputFormat;
import dev.portmux.cli.output.TextTable;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.concurrent.CompletableFuture;

/** Prints connections of one or several sidecars, each as it comes. Lines may come from several threads. */
public final class TapPrinter {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
    private static final String COLUMNS = "%-12s  %-21s  %-12s  %-10s  %-11s  %s";

    private final PrintWriter out;
    private final OutputFormat format;
    private final long max;
    private final CompletableFuture<Void> enough = new CompletableFuture<>();
    private long printed;

    TapPrinter(PrintWriter out, OutputFormat format, long max) {
        this.out = out;
        this.format = format;
        this.max = max;
    }

    /** Completed after the last line, and when nobody reads the output any more. */
    public CompletableFuture<Void> enough() {
        return enough;
    }

    /** Prints the titles of the columns, if there are columns. */
    public void begin() {
        if (format == OutputFormat.text) {
            print(COLUMNS.formatted("TIME", "SOURCE", "ROUTE", "PROTOCOL", "RESULT", "WHY"));
        }
    }

    /**
     * Prints one line of a tap.
     *
     * @param pod where it comes from; empty if there is only one sidecar
     */
    public synchronized void line(String pod, String line) {
        if (line.isBlank() || enough.isDone()) {
            return;
        }
        if (!(read(line) instanceof ObjectNode event)) {
            print("not understood: " + TextTable.plain(line));
            return;
        }
        if (!pod.isEmpty()) {
            event.put("pod", pod);
        }
        print(format == OutputFormat.json ? event.toString() : TextTable.plain(text(event)));
        if (event.has("event") && ++printed == max) {
            enough.complete(null);
        }
    }

    private void print(String line) {
        out.println(line);
        if (out.checkError()) {
            enough.complete(null);
        }
    }

    private static JsonNode read(String line) {
        try {
            return Json.MAPPER.readTree(line);
        } catch (JsonProcessingException e) {
            return Json.MAPPER.missingNode();
        }
    }

    private static String text(JsonNode event) {
        var pod = event.has("pod") ? "   " + event.path("pod").asText() : "";
        if (event.has("dropped")) {
            return "... " + event.path("dropped").asText() + " lines are missing: too many at once" + pod;
        }
        return COLUMNS.formatted(
                        time(event),
                        event.path("source").asText(),
                        event.path("route").asText("-"),
                        event.path("protocol").asText("-"),
                        decided(event) ? "decided" : event.path("result").asText(),
                        why(event))
                + pod;
    }

    private static boolean decided(JsonNode event) {
        return event.path("event").asText().equals("decided");
    }

    /** When it happened: a line has the time of the accept. */
    private static String time(JsonNode event) {
        try {
            var accepted = Instant.parse(event.path("time").asText());
            return TIME.format(accepted.plusMillis(event.path("durationMs").asLong()));
        } catch (DateTimeParseException e) {
            return "?";
        }
    }

    private static String why(JsonNode event) {
        var reason = event.path("reason").asText();
        if (decided(event)) {
            return "%s, %.1f ms".formatted(reason, event.path("detectionMs").asDouble());
        }
        var first = event.path("firstBytes").asText();
        return "%s; in %,d B, out %,d B, %,.1f s%s"
                .formatted(
                        reason,
                        event.path("bytesIn").asLong(),
                        event.path("bytesOut").asLong(),
                        event.path("durationMs").asDouble() / 1000,
                        first.isEmpty() ? "" : "; first bytes " + first);
    }
}
