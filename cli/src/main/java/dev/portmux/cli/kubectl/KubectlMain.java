package dev.portmux.cli.kubectl;

import dev.portmux.cli.kubectl.status.StatusCommand;
import dev.portmux.cli.output.Commands;
import dev.portmux.cli.output.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code kubectl-portmux}, which kubectl runs for {@code kubectl portmux}. */
@Command(
        name = "kubectl portmux",
        description = "Shows what the PortMuxes of a cluster do, and why.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {StatusCommand.class, LiveTapCommand.class, LiveExplainCommand.class, LiveCheckCommand.class},
        footer = {
            "",
            "Examples:",
            "  kubectl portmux status -A             all PortMuxes, one per line",
            "  kubectl portmux status edge -n shop   routes, backends, replicas and connections of one",
            "  kubectl portmux tap edge              its connections as they are decided and end, live",
            "  kubectl portmux explain edge --text 'GET / HTTP'  where these bytes go",
            "  kubectl portmux check -f edge.yaml    what is wrong with a file, on this cluster"
        })
final class KubectlMain {
    private KubectlMain() {}

    static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return Commands.of(new KubectlMain());
    }
}
