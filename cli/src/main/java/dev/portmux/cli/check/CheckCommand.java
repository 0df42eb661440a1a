package dev.portmux.cli.check;

import dev.portmux.cli.file.PortMuxFile;
import dev.portmux.cli.output.OutputFormat;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code portmux check}: what is wrong with a PortMux, before it is merged. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Says what is wrong with the PortMuxes of a file.",
            "Checks the schema, references to Services in the same file, and whether routes can never be chosen, take",
            "connections from each other or delay each other."
        },
        footer = {
            "",
            "Exit code 1 if there is an error or a warning.",
            "",
            "Example:",
            "  portmux check -f examples/article-bytes.yaml"
        })
public final class CheckCommand implements Callable<Integer> {
    @Option(names = "-f", required = true, paramLabel = "FILE", description = "File with PortMuxes.")
    private Path file = Path.of("");

    @Option(names = "-o", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private OutputFormat format = OutputFormat.text;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var results = PortMuxFile.readAll(file).stream()
                .map(each -> CheckResult.of(each, _ -> new FileReferences(each.services())))
                .toList();
        return new CheckReport(spec.commandLine().getOut()).print(results, format);
    }
}
