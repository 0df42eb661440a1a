package dev.portmux.cli;

import dev.portmux.cli.file.BadInputException;
import dev.portmux.cli.file.PortMuxFile;
import dev.portmux.cli.learn.FirstFlight;
import dev.portmux.detection.Bytes;
import dev.portmux.detection.Explanation;
import dev.portmux.detection.Explanation.End;
import dev.portmux.detection.RoutingTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What would happen to bytes, and why. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Says what a connection is that begins with these bytes and, with -f, what the routes make of it.",
            "A line of --jsonl is {\"id\": \"1\", \"chunks\": [\"474554\", \"202f\"], \"end\": \"open\"}, or \"eof\"."
        },
        footer = {
            "",
            "Examples:",
            "  portmux explain --text 'GET / HTTP/1.1\\r\\n'",
            "  portmux explain -f edge.yaml --hex 16030100 -o json",
            "  portmux explain -f edge.yaml --jsonl samples.jsonl",
            "  portmux explain -f edge.yaml --capture game.pcapng"
        })
final class ExplainCommand implements Callable<Integer> {
    @Option(names = "-f", paramLabel = "FILE", description = "File with one PortMux; without it the whole catalogue.")
    private @Nullable Path file;

    @ArgGroup(multiplicity = "1")
    private Input input = new Input();

    @Option(
            names = "-o",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: text; with --jsonl json).")
    private @Nullable OutputFormat format;

    @Spec
    private CommandSpec spec = CommandSpec.create();

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

    @Override
    public Integer call() throws IOException {
        var table = Optional.ofNullable(file).map(PortMuxFile::readOne).map(PortMuxFile::table);
        if (input.jsonl != null) {
            explainLines(input.jsonl, table);
        } else if (input.capture != null) {
            explainCapture(input.capture, table);
        } else {
            print(Optional.empty(), Explanation.of(table, List.of(bytes()), End.OPEN), format == OutputFormat.json);
        }
        return 0;
    }

    private Bytes bytes() {
        try {
            return input.hex != null ? Bytes.ofHex(input.hex) : EscapedText.bytes(String.valueOf(input.text));
        } catch (IllegalArgumentException e) {
            throw new BadInputException((input.hex != null ? "--hex: " : "--text: ") + e.getMessage(), e);
        }
    }

    private void explainLines(String name, Optional<RoutingTable> table) throws IOException {
        var shown = name.equals("-") ? "standard input" : name;
        try (var lines = open(name)) {
            int number = 0;
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    var sample = Sample.parse(line, shown + ":" + number);
                    var explanation = Explanation.of(table, sample.chunks(), sample.end());
                    print(Optional.of(sample.id()), explanation, format != OutputFormat.text);
                }
            }
        } catch (NoSuchFileException e) {
            throw new BadInputException(name + ": no such file", e);
        }
    }

    private void explainCapture(Path capture, Optional<RoutingTable> table) {
        for (var flight : FirstFlight.of(capture)) {
            var explanation = Explanation.of(table, List.of(flight.sent()), End.OPEN);
            print(Optional.of(flight.id()), explanation, format == OutputFormat.json);
        }
    }

    private static BufferedReader open(String name) throws IOException {
        return name.equals("-")
                ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                : Files.newBufferedReader(Path.of(name));
    }

    private void print(Optional<String> id, Explanation explanation, boolean json) {
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(ExplanationJson.of(id, explanation));
        } else {
            id.ifPresent(each -> out.println(each + ":"));
            new ExplanationText(out).print(explanation);
        }
        out.flush();
    }
}
