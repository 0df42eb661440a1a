package dev.portmux.cli.explain;

import dev.portmux.cli.file.PortMuxFile;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code portmux explain}: what would happen to a connection that begins with given bytes, and why. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Says which protocols a connection may be that begins with these bytes and, with -f, which route takes it.",
            "A line of --jsonl: {\"id\": \"1\", \"chunks\": [\"474554\", \"202f\"], \"end\": \"open\"} (or \"eof\")."
        },
        footer = {
            "",
            "Examples:",
            "  portmux explain --text 'GET / HTTP/1.1\\r\\n'",
            "  portmux explain -f edge.yaml --hex 16030100 -o json",
            "  portmux explain -f edge.yaml --jsonl samples.jsonl",
            "  portmux explain -f edge.yaml --capture game.pcapng"
        })
public final class ExplainCommand implements Callable<Integer> {
    @Option(names = "-f", paramLabel = "FILE", description = "File with one PortMux (default: the whole catalogue).")
    private @Nullable Path file;

    @Mixin
    private ExplainOptions options = new ExplainOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var table = Optional.ofNullable(file).map(PortMuxFile::readOne).map(PortMuxFile::table);
        options.explain(table, spec.commandLine().getOut());
        return 0;
    }
}
