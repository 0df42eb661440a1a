package dev.portmux.cli.imports;

import dev.portmux.cli.imports.haproxy.HaproxyImport;
import dev.portmux.cli.imports.nginx.NginxImport;
import dev.portmux.cli.imports.result.Output;
import dev.portmux.cli.imports.result.Resource;
import dev.portmux.cli.imports.result.Summary;
import dev.portmux.cli.imports.source.Imported;
import dev.portmux.cli.imports.source.Report;
import dev.portmux.cli.imports.source.Rule;
import dev.portmux.cli.output.BadInputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A configuration of another proxy as PortMux YAML. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Turns an HAProxy or nginx/OpenResty configuration into a PortMux.",
            "Reads what looks at the first bytes. What was wrong in it, and what could not be read, goes to standard error",
            "with its line."
        },
        footer = {
            "",
            "Exit code 1 if something was not understood.",
            "",
            "Example:",
            "  portmux import haproxy.cfg > edge.yaml"
        })
public final class ImportCommand implements Callable<Integer> {
    private static final Pattern HAPROXY = Pattern.compile("(?m)^\\s*(frontend|listen|backend|defaults)\\b[^;{]*$");
    private static final Pattern NGINX =
            Pattern.compile("(?m)^\\s*(stream|server|map|upstream)\\b[^;\\n]*\\{\\s*(#.*)?$");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    @Parameters(paramLabel = "FILE", description = "haproxy.cfg, nginx.conf, or a file that one of them includes.")
    private Path file = Path.of("");

    @Override
    public Integer call() {
        String text = text();
        Imported imported;
        if (NGINX.matcher(text).find()) {
            imported = NginxImport.read(text);
        } else if (HAPROXY.matcher(text).find()) {
            imported = HaproxyImport.read(text.lines().toList());
        } else {
            throw new BadInputException(
                    file + ": neither HAProxy (frontend, listen) nor nginx (stream { }) sections in it");
        }
        Report report = imported.report();
        List<Resource> resources = imported.listeners().stream()
                .filter(listener -> listener.rules().stream().anyMatch(Rule::looksAtContent))
                .map(listener -> Resource.of(listener, imported.targets(), report))
                .toList();
        PrintWriter out = command.commandLine().getOut();
        out.print(Output.yaml(resources));
        out.flush();
        PrintWriter err = command.commandLine().getErr();
        err.print(new Summary(file.getFileName().toString(), resources, report).text());
        err.flush();
        return report.count(Report.Kind.NOT_UNDERSTOOD) == 0 ? 0 : 1;
    }

    private String text() {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new BadInputException(file + ": no such file", e);
        } catch (CharacterCodingException e) {
            throw new BadInputException(file + ": not UTF-8 text", e);
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
