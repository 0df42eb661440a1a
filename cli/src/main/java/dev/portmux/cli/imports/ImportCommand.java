package dev.portmux.cli.imports;

import dev.portmux.cli.file.TextFile;
import dev.portmux.cli.imports.haproxy.HaproxyImport;
import dev.portmux.cli.imports.nginx.NginxImport;
import dev.portmux.cli.imports.result.ImportedResource;
import dev.portmux.cli.imports.result.ResourceYaml;
import dev.portmux.cli.imports.source.ImportReport;
import dev.portmux.cli.imports.source.ImportedConfiguration;
import dev.portmux.cli.imports.source.InvalidConfigurationException;
import dev.portmux.cli.imports.source.Rule;
import dev.portmux.cli.output.CommandException;
import dev.portmux.cli.output.Commands;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code portmux import}: the configuration of another proxy as PortMux YAML. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Turns an HAProxy or nginx/OpenResty configuration into a PortMux.",
            "Reads the rules that look at first bytes. Prints on standard error, with line numbers, what is wrong in them and",
            "what could not be translated."
        },
        footer = {
            "",
            "Exit code 1 if something was not understood.",
            "",
            "Example:",
            "  portmux import haproxy.cfg > edge.yaml"
        })
public final class ImportCommand implements Callable<Integer> {
    /** Bytes; no configuration of such a proxy is larger. */
    private static final int LARGEST = 1 << 20;

    private static final Pattern HAPROXY =
            Pattern.compile("(?m)^[ \\t]*+(frontend|listen|backend|defaults)\\b[^;{\\n]*$");
    private static final Pattern NGINX =
            Pattern.compile("(?m)^[ \\t]*+(stream|server|map|upstream)\\b[^;\\n]*\\{[ \\t]*(#.*)?$");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    @Parameters(paramLabel = "FILE", description = "haproxy.cfg, nginx.conf, or a file that one of them includes.")
    private Path file = Path.of("");

    @Override
    public Integer call() {
        ImportedConfiguration imported = read(file, TextFile.read(file, LARGEST));
        ImportReport report = imported.report();
        List<ImportedResource> resources = resources(imported);
        PrintWriter out = command.commandLine().getOut();
        out.print(ResourceYaml.of(resources));
        out.flush();
        PrintWriter err = command.commandLine().getErr();
        err.print(new ImportSummary(file.getFileName().toString(), resources, report).text());
        err.flush();
        return report.count(ImportReport.Kind.NOT_UNDERSTOOD) == 0 ? 0 : Commands.NO;
    }

    static List<ImportedResource> resources(ImportedConfiguration imported) {
        return imported.listeners().stream()
                .filter(listener -> listener.rules().stream().anyMatch(Rule::looksAtContent))
                .map(listener -> ImportedResource.of(listener, imported.targets(), imported.report()))
                .toList();
    }

    /**
     * Reads a configuration of either proxy.
     *
     * @param file that the text is from, for messages
     * @throws CommandException if it is none, or cannot be read
     */
    static ImportedConfiguration read(Path file, String text) {
        try {
            if (NGINX.matcher(text).find()) {
                return NginxImport.read(text);
            }
            if (HAPROXY.matcher(text).find()) {
                return HaproxyImport.read(text.lines().toList());
            }
        } catch (InvalidConfigurationException e) {
            throw new CommandException(file + ":" + e.line() + ": " + e.getMessage(), e);
        }
        throw new CommandException(file + ": neither HAProxy (frontend, listen) nor nginx (stream { }) sections in it");
    }
}
