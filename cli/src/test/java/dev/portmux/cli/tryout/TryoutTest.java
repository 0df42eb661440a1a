package dev.portmux.cli.tryout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portmux.cli.output.CommandException;
import dev.portmux.cli.tryout.server.Demo;
import dev.portmux.cli.tryout.server.Loopback;
import dev.portmux.cli.tryout.server.SshDemoServer;
import dev.portmux.cli.tryout.server.Workspace;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole of it with the two servers that are no processes of their own; {@code try --check} has all five. */
class TryoutTest {
    @TempDir
    private Path directory;

    private final StringWriter printed = new StringWriter();
    private final Progress progress = new Progress(new PrintWriter(printed, true));

    @Test
    void realClientsReachRealServersAndAChangeKeepsSessions() throws Exception {
        try (var parts = new ShutdownStack()) {
            var workspace = parts.add(Workspace.open(directory));
            var tryout = new Startup(workspace, parts, progress)
                    .run(0, List.of(Demo.WEB, Demo.BASTION), ConnectionPrinter.NONE);
            assertThat(Demo.WEB.probe().ask(tryout.port())).isEqualTo("hello from web");

            try (var session = SshDemoServer.Client.Session.open(tryout.port())) {
                assertThat(session.run("before")).isEqualTo("bastion: before");
                var next = parts.add(SshDemoServer.start("next"));
                tryout.cluster().expose(next, Demo.BASTION.servicePort());
                tryout.edge()
                        .write(
                                tryout.port(),
                                tryout.backends().keySet(),
                                service -> service.equals("bastion") ? "next" : service);

                tryout.apply();

                assertThat(Demo.BASTION.probe().ask(tryout.port())).isEqualTo("next: hello");
                assertThat(session.run("after")).isEqualTo("bastion: after");
            }

            Files.writeString(tryout.edge().path(), "kind: PortMux\nspec: {prot: 1}\n");
            assertThatThrownBy(tryout::apply)
                    .isInstanceOf(CommandException.class)
                    .hasMessageStartingWith(tryout.edge().path() + ":");
        }
        assertThat(printed.toString())
                .contains("kubernetes api", "operator", "sidecar")
                .doesNotContain("FAILED");
        assertThat(directory).isDirectoryContaining("glob:**/edge.yaml").isDirectoryNotContaining("glob:**/run-*");
    }

    @Test
    void aPortInUseIsSaidBeforeAnythingStarts() throws Exception {
        try (var taken = new ServerSocket(0, 1, Loopback.ADDRESS);
                var parts = new ShutdownStack()) {
            var startup = new Startup(Workspace.open(directory), parts, progress);

            assertThatThrownBy(() -> startup.run(taken.getLocalPort(), List.of(Demo.WEB), ConnectionPrinter.NONE))
                    .isInstanceOf(CommandException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
        assertThat(printed.toString()).isEmpty();
    }
}
