package dev.portmux.cli;

import dev.portmux.cli.check.CheckCommand;
import dev.portmux.cli.explain.ExplainCommand;
import dev.portmux.cli.imports.ImportCommand;
import dev.portmux.cli.learn.LearnCommand;
import dev.portmux.cli.output.Commands;
import dev.portmux.cli.output.Version;
import dev.portmux.cli.run.RunCommand;
import dev.portmux.cli.tap.TapCommand;
import dev.portmux.cli.tryout.TryCommand;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The {@code portmux} command. Exit codes: 0 good, 1 the answer is no, 2 usage or bad input, 70 an error of ours. */
@Command(
        name = "portmux",
        description = "Many services behind one port: says which protocol goes to which service.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            TryCommand.class,
            RunCommand.class,
            TapCommand.class,
            CheckCommand.class,
            ExplainCommand.class,
            LearnCommand.class,
            ImportCommand.class,
            GenerateCompletion.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  portmux try                          everything on this machine, with nothing installed",
            "  portmux check -f edge.yaml           what is wrong with a PortMux",
            "  portmux explain --text 'GET / HTTP'  what these bytes are",
            "  portmux run -f edge.yaml             the sidecar alone, without Kubernetes",
            "  portmux tap                          where its connections go, live, and why",
            "  portmux learn game.pcap -f edge.yaml a route for a protocol that is in no catalogue",
            "  portmux import haproxy.cfg           an HAProxy or nginx configuration as a PortMux"
        })
public final class Main {
    private Main() {}

    static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    public static CommandLine commandLine() {
        return Commands.of(new Main());
    }
}
