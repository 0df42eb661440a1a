package dev.portmux.cli.run;

import dev.portmux.cli.file.FileWatch;
import dev.portmux.cli.file.PortMuxFile;
import dev.portmux.cli.output.CommandException;
import dev.portmux.cli.output.Commands;
import dev.portmux.planning.Planner;
import dev.portmux.planning.reference.Resolution.Unresolved;
import dev.portmux.routes.RoutingTable;
import dev.portmux.sidecar.Sidecar;
import dev.portmux.sidecar.SidecarConfig;
import dev.portmux.sidecar.observe.QueuedOutput;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code portmux run}: a sidecar without Kubernetes. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the sidecar without Kubernetes, from a file with a PortMux.",
            "Loads the file again when it changes and on SIGHUP; open connections stay open."
        },
        footer = {
            "",
            "Example:",
            "  portmux run -f examples/article.yaml --backend http-backend=localhost:80 \\",
            "      --backend redis-backend=localhost:6379 --backend ssh-backend=localhost:22 \\",
            "      --backend another-backend=localhost:9000"
        })
public final class RunCommand implements Callable<Integer> {
    @Option(names = "-f", required = true, paramLabel = "FILE", description = "File with one PortMux.")
    private Path file = Path.of("");

    @Option(
            names = "--backend",
            paramLabel = "NAME=HOST:PORT",
            description = "Address of the backend NAME. Without it NAME is looked up as a host name.")
    private Map<String, String> backends = new LinkedHashMap<>();

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Address to listen on (default: ${DEFAULT-VALUE}).")
    private String host = "0.0.0.0";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port to listen on instead of the one in the file; 0: any free port.")
    private int port = -1;

    @Option(
            names = "--admin-port",
            paramLabel = "PORT",
            description = "Port of metrics and health on 127.0.0.1 (default: ${DEFAULT-VALUE}); 0: any free port.")
    private int adminPort = 9090;

    @Option(names = "--access-log", description = "Write a line of JSON for each connection to standard output.")
    private boolean accessLog;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** What the sidecar logs goes through a queue: a terminal that nobody reads must not stop the event loops. */
    @Override
    public Integer call() throws Exception {
        var standardError = System.err;
        try (var log = QueuedOutput.start(standardError, "portmux-log")) {
            System.setErr(new PrintStream(log, false, StandardCharsets.UTF_8));
            return run(log);
        } finally {
            System.setErr(standardError);
        }
    }

    private int run(QueuedOutput log) throws IOException, ReflectiveOperationException {
        try (var sidecar = start(log);
                var reloads = Reloads.start(() -> reload(sidecar));
                var _ = FileWatch.start(file, reloads::request)) {
            reloads.onHangup();
            print("listening on " + NetUtil.toSocketAddressString(sidecar.listening()));
            print("live connections: portmux tap " + NetUtil.toSocketAddressString(sidecar.admin()));
            Thread.currentThread().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private Sidecar start(QueuedOutput log) {
        var read = PortMuxFile.readOne(file);
        var config = SidecarConfig.at(
                        new InetSocketAddress(
                                host, port < 0 ? read.resource().getSpec().port() : port),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), adminPort))
                .table(table(read))
                .standardError(log);
        if (accessLog) {
            config.accessLog(System.out);
        }
        try {
            return Sidecar.start(config.build());
        } catch (IOException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }

    private void reload(Sidecar sidecar) {
        try {
            var table = table(PortMuxFile.readOne(file));
            sidecar.swap(table);
            print("loaded " + file + " again: routes " + table.hash());
        } catch (CommandException e) {
            kept(String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            kept(file + ": internal error: " + Commands.text(e));
        }
    }

    private void kept(String why) {
        var err = spec.commandLine().getErr();
        err.println("portmux: " + why + "; the earlier routes stay in force");
        err.flush();
    }

    private RoutingTable table(PortMuxFile read) {
        var plan = Planner.plan(read.resource(), new NamedBackends(backends));
        for (int i = 0; i < plan.routes().size(); i++) {
            for (var reference : plan.routes().get(i).references()) {
                if (reference.resolution() instanceof Unresolved unresolved) {
                    var field = "spec.routes[" + i + "]." + reference.field();
                    throw new CommandException(read.place(field) + ": " + field + ": " + unresolved.message());
                }
            }
        }
        return read.table(plan);
    }

    private void print(String line) {
        var out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
