package dev.portmux.cli.learn;

import dev.portmux.cli.capture.CaptureFile;
import dev.portmux.cli.capture.CapturedServer;
import dev.portmux.cli.capture.ConnectionTracker;
import dev.portmux.cli.output.Commands;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code portmux learn}: proposes routes for the connections of captures. */
@Command(
        name = "learn",
        mixinStandardHelpOptions = true,
        description = {
            "Reads captures (pcap, pcapng) and proposes a route.",
            "Says for each server in them who speaks first and after how long, which protocols of the catalogue match, which",
            "bytes are always the same, and which route takes its connections."
        },
        footer = {
            "",
            "Exit code 1 if no connection was captured from its beginning.",
            "",
            "Example:",
            "  tcpdump -i any -w game.pcap port 7777   (while some clients connect)",
            "  portmux learn game.pcap -f edge.yaml"
        })
public final class LearnCommand implements Callable<Integer> {
    /** Servers for which a route is proposed: each takes some proofs. */
    private static final int MOST_SERVERS = 50;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Capture files.")
    private List<Path> captures = new ArrayList<>();

    @Option(
            names = "-f",
            paramLabel = "FILE",
            description = "File with one PortMux: the new route must not overlap with its routes.")
    private Optional<Path> routes = Optional.empty();

    @Option(names = "--port", paramLabel = "PORT", description = "Only servers on this port.")
    private Optional<Integer> port = Optional.empty();

    @Override
    public Integer call() {
        ConnectionTracker connections = new ConnectionTracker();
        captures.forEach(file -> CaptureFile.read(file, connections::add));
        List<CapturedServer> servers = connections.servers().stream()
                .filter(server ->
                        port.isEmpty() || port.get() == server.address().getPort())
                .toList();
        PrintWriter out = command.commandLine().getOut();
        out.print(proposals(servers));
        out.flush();
        PrintWriter err = command.commandLine().getErr();
        if (servers.size() > MOST_SERVERS) {
            err.println("portmux: " + (servers.size() - MOST_SERVERS) + " more servers; --port PORT selects some");
        }
        if (servers.isEmpty()) {
            err.println("portmux: no connection was captured from its beginning (" + connections.begunBefore()
                    + " began before the capture); capture while clients connect");
        }
        err.flush();
        return servers.isEmpty() ? Commands.NO : 0;
    }

    private String proposals(List<CapturedServer> servers) {
        List<KnownMatch> catalogue = KnownMatch.catalogue();
        List<KnownMatch> others = routes.map(KnownMatch::routes).orElse(List.of());
        return servers.stream()
                .limit(MOST_SERVERS)
                .map(server ->
                        new RouteProposal(server, name(server, servers.size()), catalogue, others, routes).text())
                .collect(Collectors.joining("\n"));
    }

    /** The file's name, and the port where there are several. */
    private String name(CapturedServer server, int servers) {
        String file = captures.getFirst().getFileName().toString().toLowerCase(Locale.ROOT);
        String label =
                file.replaceFirst("\\.[^.]*$", "").replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+|-+$", "");
        String name = label.isEmpty() ? "learned" : label.substring(0, Math.min(50, label.length()));
        return servers == 1 ? name : name + "-" + server.address().getPort();
    }
}
