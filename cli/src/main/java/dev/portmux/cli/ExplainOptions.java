package dev.portmux.cli;

import dev.portmux.cli.file.BadInputException;
import dev.portmux.cli.learn.FirstFlight;
import dev.portmux.detection.explain.Explanation;
import dev.portmux.detection.explain.Explanation.End;
import dev.portmux.routes.Bytes;
import dev.portmux.routes.RoutingTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which bytes are explained, and how that is printed. */
public final class ExplainOptions {
    @ArgGroup(multiplicity = "1")
    private Input input = new Input();

    @Option(
            names = "-o",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: text; with --jsonl json).")
    private @Nullable OutputFormat format;

    private static final class Input {
        @Option(names = "--hex", paramLabel = "HEX", description = "The bytes as hex digits.")
        private @Nullable String hex;

        @Option(
                names = "--text",
                paramLabel = "TEXT",
                description = "The bytes as text with \\r \\n \\t \\0 \\\\ \\xHH.")
        private @Nullable String text;

        @Option(names = "--jsonl", paramLabel = "FILE", description = "A JSON object a line; - is standard input.")
        private @Nullable String jsonl;

        @Option(
                names = "--capture",
                paramLabel = "FILE",
                description = "A pcap or pcapng file: the first bytes of each client in it.")
        private @Nullable Path capture;
    }

    /**
     * Explains the bytes by a table, or by the whole catalogue without one.
     *
     * @throws BadInputException if the bytes cannot be read
     */
    public void explain(Optional<RoutingTable> table, PrintWriter out) throws IOException {
        if (input.jsonl != null) {
            explainLines(input.jsonl, table, out);
        } else if (input.capture != null) {
            explainCapture(input.capture, table, out);
        } else {
            var explanation = Explanation.of(table, List.of(bytes()), End.OPEN);
            print(Optional.empty(), explanation, format == OutputFormat.json, out);
        }
    }

    private Bytes bytes() {
        try {
            return input.hex != null ? Bytes.ofHex(input.hex) : EscapedText.bytes(String.valueOf(input.text));
        } catch (IllegalArgumentException e) {
            throw new BadInputException((input.hex != null ? "--hex: " : "--text: ") + e.getMessage(), e);
        }
    }

    private void explainLines(String name, Optional<RoutingTable> table, PrintWriter out) throws IOException {
        var shown = name.equals("-") ? "standard input" : name;
        try (var lines = open(name)) {
            int number = 0;
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    var sample = Sample.parse(line, shown + ":" + number);
                    var explanation = Explanation.of(table, sample.chunks(), sample.end());
                    print(Optional.of(sample.id()), explanation, format != OutputFormat.text, out);
                }
            }
        } catch (NoSuchFileException e) {
            throw new BadInputException(name + ": no such file", e);
        }
    }

    private void explainCapture(Path capture, Optional<RoutingTable> table, PrintWriter out) {
        for (var flight : FirstFlight.of(capture)) {
            var explanation = Explanation.of(table, List.of(flight.sent()), End.OPEN);
            print(Optional.of(flight.id()), explanation, format == OutputFormat.json, out);
        }
    }

    private static BufferedReader open(String name) throws IOException {
        return name.equals("-")
                ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                : Files.newBufferedReader(Path.of(name));
    }

    private static void print(Optional<String> id, Explanation explanation, boolean json, PrintWriter out) {
        if (json) {
            out.println(ExplanationJson.of(id, explanation));
        } else {
            id.ifPresent(each -> out.println(each + ":"));
            new ExplanationText(out).print(explanation);
        }
        out.flush();
    }
}
