package dev.portmux.cli.output;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What all commands have in common: exit codes, and how an error is said. 0 is good. */
public final class Commands {
    /** Exit code: the answer is no. */
    public static final int NO = 1;

    /** Exit code: usage or bad input. */
    public static final int BAD_INPUT = 2;

    /** Of help: as wide as descriptions are written. */
    private static final int WIDTH = 120;

    private Commands() {}

    /** Makes a command and its subcommands ready to be executed. */
    public static CommandLine of(Object command) {
        return new CommandLine(command)
                .setUsageHelpWidth(WIDTH)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Commands::usage)
                .setExecutionExceptionHandler(Commands::failure);
    }

    private static int usage(ParameterException error, String[] arguments) {
        var command = error.getCommandLine();
        say(command, error);
        command.getErr().printf("Try '%s --help'.%n", command.getCommandSpec().qualifiedName());
        return BAD_INPUT;
    }

    private static int failure(Exception error, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (error instanceof BadInputException) {
            say(command, error);
            return BAD_INPUT;
        }
        // A mistake of ours: its trace is of use.
        throw error;
    }

    private static void say(CommandLine command, Exception error) {
        PrintWriter err = command.getErr();
        var program = command.getCommandSpec().root().name();
        // Of its messages about groups of options, and only of these, picocli says itself that they are errors.
        err.println(program + ": " + String.valueOf(error.getMessage()).replaceFirst("^Error: ", ""));
    }
}
