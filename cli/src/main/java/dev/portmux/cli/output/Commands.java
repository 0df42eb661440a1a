package dev.portmux.cli.output;

import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** What all commands share: exit codes and error messages. Exit code 0 means that the answer is good. */
public final class Commands {
    /** Exit code: the answer is no. */
    public static final int NO = 1;

    /** Exit code: usage or bad input. */
    public static final int BAD_INPUT = 2;

    /** Exit code: an error of this program ({@code EX_SOFTWARE} of sysexits.h). */
    public static final int INTERNAL_ERROR = 70;

    private static final String DEBUG = "PORTMUX_DEBUG";

    /** Columns of the help texts. */
    private static final int WIDTH = 120;

    private Commands() {}

    /** Makes a command and its subcommands ready to be executed. */
    public static CommandLine of(Object command) {
        return new CommandLine(command)
                .setUsageHelpWidth(WIDTH)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Commands::usage)
                .setExecutionStrategy(Commands::execute)
                .setExecutionExceptionHandler((error, failed, _) -> failure(error, failed));
    }

    /** Of an unexpected exception or error: its kind and its message, in one line. */
    public static String text(Throwable unexpected) {
        var message = unexpected.getMessage();
        return unexpected.getClass().getSimpleName()
                + (message == null ? "" : ": " + message.lines().findFirst().orElse(""));
    }

    /** Picocli handles exceptions only; a deep recursion or a full heap must not end in a stack trace either. */
    private static int execute(ParseResult parsed) {
        try {
            return new RunLast().execute(parsed);
        } catch (StackOverflowError | OutOfMemoryError | LinkageError e) {
            var commands = parsed.asCommandLineList();
            return failure(e, commands.getLast());
        }
    }

    private static int usage(ParameterException error, String[] arguments) {
        var command = error.getCommandLine();
        // Of its messages about groups of options, and only of these, picocli says itself that they are errors.
        print(command, String.valueOf(error.getMessage()).replaceFirst("^Error: ", ""));
        command.getErr().printf("Try '%s --help'.%n", command.getCommandSpec().qualifiedName());
        return BAD_INPUT;
    }

    private static int failure(Throwable error, CommandLine command) {
        if (error instanceof CommandException) {
            print(command, String.valueOf(error.getMessage()));
            return BAD_INPUT;
        }
        var debug = Stream.of("", "0").noneMatch(System.getenv().getOrDefault(DEBUG, "")::equals);
        print(
                command,
                "internal error: " + text(error) + " (please report it"
                        + (debug ? ", with this stack trace)" : "; " + DEBUG + "=1 shows the stack trace)"));
        if (debug) {
            error.printStackTrace(command.getErr());
        }
        return INTERNAL_ERROR;
    }

    private static void print(CommandLine command, String sentence) {
        command.getErr().println(command.getCommandSpec().root().name() + ": " + sentence);
    }
}
