package dev.portmux.cli.tap;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.portmux.cli.output.CommandException;
import dev.portmux.cli.output.OutputFormat;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which connections are shown, and how. */
public final class TapOptions {
    @Option(
            names = "--route",
            paramLabel = "ROUTE",
            description = "Only connections of this route; '' for those without one.")
    private Optional<String> route = Optional.empty();

    @Option(names = "--source", paramLabel = "CIDR", description = "Only clients of this network, such as 10.0.0.0/8.")
    private Optional<String> source = Optional.empty();

    @Option(
            names = "--result",
            paramLabel = "RESULT",
            split = ",",
            description = "Only connections with one of these results, such as unknown,reset,dial_failed.")
    private List<String> results = new ArrayList<>();

    @Option(
            names = "--max",
            paramLabel = "N",
            description = "End after this many lines; 0: never (default: ${DEFAULT-VALUE}).")
    private long max;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private OutputFormat format = OutputFormat.text;

    /** Path and query for the admin endpoint, without a slash. The sidecar judges the values. */
    public String path() {
        var query = Stream.of(
                        route.stream().map(value -> parameter("route", value)),
                        source.stream().map(value -> parameter("source", value)),
                        results.stream().map(value -> parameter("result", value)))
                .flatMap(parameters -> parameters)
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? "tap" : "tap?" + query;
    }

    private static String parameter(String name, String value) {
        return name + "=" + URLEncoder.encode(value, UTF_8);
    }

    public TapPrinter printer(PrintWriter out) {
        if (max < 0) {
            throw new CommandException("--max: " + max + " (expected: 0 or more)");
        }
        return new TapPrinter(out, format, max);
    }
}
