package dev.portmux.cli;

import dev.portmux.cli.file.BadInputException;
import dev.portmux.cli.imports.ImportCommand;
import dev.portmux.cli.learn.LearnCommand;
import dev.portmux.cli.tryout.TryCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;

/** The {@code portmux} command. Exit codes: 0 good, 1 the answer is no, 2 usage or bad input. */
@Command(
        name = "portmux",
        description = "Many services behind one port: says which protocol goes to which service.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            TryCommand.class,
            RunCommand.class,
            CheckCommand.class,
            ExplainCommand.class,
            LearnCommand.class,
            ImportCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  portmux try                          everything on this machine, with nothing installed",
            "  portmux check -f edge.yaml           what is wrong with a PortMux",
            "  portmux explain --text 'GET / HTTP'  what these bytes are",
            "  portmux run -f edge.yaml             the sidecar alone, without Kubernetes",
            "  portmux learn game.pcap -f edge.yaml a route for a protocol that is in no catalogue",
            "  portmux import haproxy.cfg           an HAProxy or nginx configuration as a PortMux"
        })
final class Main {
    static final int NO = 1;
    static final int BAD_INPUT = 2;

    private Main() {}

    static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Main::usage)
                .setExecutionExceptionHandler(Main::failure);
    }

    private static int usage(ParameterException error, String[] arguments) {
        var command = error.getCommandLine();
        say(command.getErr(), error);
        command.getErr().printf("Try '%s --help'.%n", command.getCommandSpec().qualifiedName());
        return BAD_INPUT;
    }

    private static int failure(Exception error, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (error instanceof BadInputException) {
            say(command.getErr(), error);
            return BAD_INPUT;
        }
        // A mistake of ours: its trace is of use.
        throw error;
    }

    private static void say(PrintWriter err, Exception error) {
        // Of its messages about groups of options, and only of these, picocli says itself that they are errors.
        err.println("portmux: " + String.valueOf(error.getMessage()).replaceFirst("^Error: ", ""));
    }
}
