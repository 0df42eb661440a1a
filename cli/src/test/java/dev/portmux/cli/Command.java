package dev.portmux.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A run of the command in this process: its exit code and what it printed. */
record Command(int exitCode, String out, String err) {
    static Command run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Command(exitCode, out.toString(), err.toString());
    }
}
