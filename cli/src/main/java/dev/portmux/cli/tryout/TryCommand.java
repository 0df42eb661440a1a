package dev.portmux.cli.tryout;

import dev.portmux.cli.tryout.server.Demo;
import dev.portmux.cli.tryout.server.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code portmux try}: all of PortMux on this machine, with nothing installed. */
@Command(
        name = "try",
        mixinStandardHelpOptions = true,
        description = {
            "Starts an embedded Kubernetes API, the operator, the sidecar and five real servers behind one port.",
            "Stays until Ctrl-C, which stops everything."
        },
        footer = {"", "Examples:", "  portmux try --port 8080", "  portmux try --check    with real clients, then exits"
        })
public final class TryCommand implements Callable<Integer> {
    @Option(names = "--port", paramLabel = "PORT", description = "The one port (default: ${DEFAULT-VALUE}); 0: any.")
    private int port = 3000;

    @Option(names = "--check", description = "Connect with a real client of each protocol, report, and exit.")
    private boolean check;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        var out = spec.commandLine().getOut();
        var stack = new ShutdownStack();
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop"));
        try (stack) {
            var workspace = stack.add(openWorkspace());
            var demos = Arrays.asList(Demo.values());
            var startup = new Startup(workspace, stack, new Progress(out));
            if (check) {
                return new SelfCheck(startup.run(port, demos, ConnectionPrinter.NONE), out).run(demos) ? 0 : 1;
            }
            new InteractiveSession(startup.run(port, demos, new ConnectionPrinter(out)), out).run();
            return 0;
        }
    }

    private static Workspace openWorkspace() throws IOException {
        var workspace = Workspace.open(Path.of(System.getProperty("portmux.home", ""), "target", "try"));
        // Before the first logger is made: log lines of the parts would disturb the terminal.
        System.setProperty("org.slf4j.simpleLogger.logFile", workspace.log().toString());
        return workspace;
    }
}
