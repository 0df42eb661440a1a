package dev.portmux.cli.explain;

import dev.portmux.cli.capture.FirstFlight;
import dev.portmux.cli.output.CommandException;
import dev.portmux.cli.output.OutputFormat;
import dev.portmux.detection.explain.Explanation;
import dev.portmux.detection.explain.Explanation.End;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Options that say which bytes are explained and how the result is printed. */
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

        @Option(
                names = "--jsonl",
                paramLabel = "FILE",
                description = "File with one JSON object per line; -: standard input.")
        private @Nullable String jsonl;

        @Option(
                names = "--capture",
                paramLabel = "FILE",
                description = "Capture (pcap, pcapng): the first bytes of each client in it.")
        private @Nullable Path capture;
    }

    /**
     * Explains the bytes by a table, or by the whole catalogue without one.
     *
     * @throws CommandException if the bytes cannot be read
     */
    public void explain(Optional<RoutingTable> table, PrintWriter out) {
        var printer = new ExplanationPrinter(out);
        if (input.jsonl != null) {
            lines(input.jsonl, sample -> print(printer, table, sample, format != OutputFormat.text));
        } else {
            samples().forEach(sample -> print(printer, table, sample, format == OutputFormat.json));
        }
    }

    private static void print(ExplanationPrinter printer, Optional<RoutingTable> table, Sample sample, boolean asJson) {
        printer.print(sample.id(), Explanation.of(table, sample.chunks(), sample.end()), asJson);
    }

    private List<Sample> samples() {
        if (input.capture != null) {
            return FirstFlight.of(input.capture).stream()
                    .map(flight -> new Sample(Optional.of(flight.id()), List.of(flight.sent()), End.OPEN))
                    .toList();
        }
        return List.of(input.hex != null ? Sample.hex(input.hex) : Sample.text(String.valueOf(input.text)));
    }

    private static void lines(String name, Consumer<Sample> samples) {
        var shown = name.equals("-") ? "standard input" : name;
        try (var lines = open(name)) {
            int number = 0;
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    samples.accept(Sample.json(line, shown + ":" + number));
                }
            }
        } catch (NoSuchFileException e) {
            throw new CommandException(name + ": no such file", e);
        } catch (IOException e) {
            throw new CommandException(shown + ": cannot be read as UTF-8 text: " + e.getMessage(), e);
        }
    }

    private static BufferedReader open(String name) throws IOException {
        return name.equals("-")
                ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                : Files.newBufferedReader(Path.of(name));
    }
}
