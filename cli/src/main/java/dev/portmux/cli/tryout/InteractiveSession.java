package dev.portmux.cli.tryout;

import dev.portmux.cli.file.FileWatch;
import dev.portmux.cli.output.CommandException;
import dev.portmux.cli.tryout.server.Demo;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/** Prints commands to try and applies the file whenever it is saved, until the process ends. */
record InteractiveSession(Tryout tryout, PrintWriter out) {
    private static final String SERVER_FIRST = "   (the server speaks first: waits 0.5 s)";

    void run() throws IOException, InterruptedException {
        out.printf("%n  %-12s %-53s %s%n", "protocol", "try this", "answered by");
        tryout.backends()
                .keySet()
                .forEach(demo -> out.printf(
                        "  %-12s %-53s %s%s%n",
                        demo.protocol(),
                        demo.command(tryout.port()),
                        demo.service(),
                        demo == Demo.SHOP ? SERVER_FIRST : ""));
        out.printf(
                "%n  edit %s: what you save is applied, watch the routes change without losing a connection%n",
                shown(tryout.edge().path()));
        out.println("Ctrl-C stops everything.");
        out.flush();
        tryout.stack().add(FileWatch.start(tryout.edge().path(), this::apply));
        Thread.currentThread().join();
    }

    private void apply() {
        var begin = Stopwatch.start();
        try {
            tryout.apply();
            out.printf("applied: in effect after %s%n", begin);
        } catch (CommandException e) {
            out.printf("not applied: %s%n", e.getMessage());
        } catch (RuntimeException | ExecutionException e) {
            out.printf("not applied: %s%n", Causes.sentence(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        out.flush();
    }

    private static Path shown(Path path) {
        var here = Path.of("").toAbsolutePath();
        return path.toAbsolutePath().startsWith(here) ? here.relativize(path.toAbsolutePath()) : path;
    }
}
