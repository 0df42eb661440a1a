package dev.portmux.cli.learn;

import dev.portmux.cli.capture.CaptureFile;
import dev.portmux.cli.capture.Connections;
import dev.portmux.cli.capture.Service;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** First bytes from captures. */
@Command(
        name = "learn",
        mixinStandardHelpOptions = true,
        description = {
            "Reads captures (pcap, pcapng) and proposes a route.",
            "Says of each server in them who speaks first and after how long, what the catalogue makes of it, which bytes are",
            "always the same, and which route would take it."
        },
        footer = {
            "",
            "Exit code 1 if there is no connection in the captures whose beginning can be seen.",
            "",
            "Example:",
            "  tcpdump -i any -w game.pcap port 7777   (while some clients connect)",
            "  portmux learn game.pcap -f edge.yaml"
        })
public final class LearnCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Captures.")
    private List<Path> captures = new ArrayList<>();

    @Option(names = "-f", paramLabel = "FILE", description = "A PortMux whose routes the signature must be apart from.")
    private Optional<Path> routes = Optional.empty();

    @Option(names = "--port", paramLabel = "PORT", description = "Only servers on this port.")
    private Optional<Integer> port = Optional.empty();

    @Override
    public Integer call() {
        Connections connections = new Connections();
        captures.forEach(file -> CaptureFile.read(file, connections::add));
        List<Rival> catalogue = Rival.catalogue();
        List<Rival> rivals = routes.map(Rival::routes).orElse(List.of());
        List<Service> services = connections.services().stream()
                .filter(service ->
                        port.isEmpty() || port.get() == service.address().getPort())
                .toList();
        PrintWriter out = command.commandLine().getOut();
        out.print(String.join(
                "\n",
                services.stream()
                        .map(service ->
                                new Lesson(service, name(service, services.size()), catalogue, rivals, routes).text())
                        .toList()));
        out.flush();
        if (!services.isEmpty()) {
            return 0;
        }
        PrintWriter err = command.commandLine().getErr();
        err.println("portmux: no connection from its beginning on (" + connections.begunBefore()
                + " began before the capture); capture while clients connect");
        err.flush();
        return 1;
    }

    /** The file's name, and the port where there are several. */
    private String name(Service service, int services) {
        String file = captures.getFirst().getFileName().toString().toLowerCase(Locale.ROOT);
        String label =
                file.replaceFirst("\\.[^.]*$", "").replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+|-+$", "");
        String name = label.isEmpty() ? "learned" : label.substring(0, Math.min(50, label.length()));
        return services == 1 ? name : name + "-" + service.address().getPort();
    }
}
