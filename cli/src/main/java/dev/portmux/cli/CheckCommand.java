package dev.portmux.cli;

import dev.portmux.cli.file.PortMuxFile;
import dev.portmux.detection.overlap.Finding.Severity;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What is wrong with a PortMux, before it is merged. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Says what is wrong with the PortMuxes of a file.",
            "Schema, references to Services of the same file, and routes that can never be chosen, take from each other or",
            "delay each other."
        },
        footer = {
            "",
            "Exit code 1 if there is an error or a warning.",
            "",
            "Example:",
            "  portmux check -f examples/article-bytes.yaml"
        })
final class CheckCommand implements Callable<Integer> {
    @Option(names = "-f", required = true, paramLabel = "FILE", description = "File with PortMuxes.")
    private Path file = Path.of("");

    @Option(names = "-o", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private OutputFormat format = OutputFormat.text;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var judgements = PortMuxFile.readAll(file).stream().map(Judgement::of).toList();
        var out = spec.commandLine().getOut();
        switch (format) {
            case text -> new JudgementText(out).print(judgements);
            case json -> new JudgementJson(out).print(judgements);
        }
        return judgements.stream()
                        .anyMatch(
                                judgement -> judgement.count(Severity.ERROR) > 0 || judgement.count(Severity.WARN) > 0)
                ? Main.NO
                : 0;
    }
}
