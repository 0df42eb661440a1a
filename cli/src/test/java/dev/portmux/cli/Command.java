package dev.portmux.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** A run of the command in this process: its exit code and what it printed. */
public record Command(int exitCode, String out, String err) {
    public static Command run(String... arguments) {
        return of(Main.commandLine(), arguments);
    }

    public static Command of(CommandLine line, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode = line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Command(exitCode, out.toString(), err.toString());
    }
}
