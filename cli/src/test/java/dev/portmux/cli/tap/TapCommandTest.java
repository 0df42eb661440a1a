package dev.portmux.cli.tap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.cli.Command;
import dev.portmux.cli.Main;
import dev.portmux.routes.Match;
import dev.portmux.routes.Route;
import dev.portmux.routes.RoutingTable;
import dev.portmux.routes.Timing;
import dev.portmux.sidecar.Sidecar;
import dev.portmux.sidecar.SidecarConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class TapCommandTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private Sidecar sidecar;

    @BeforeEach
    void start() throws IOException {
        var table = new RoutingTable(
                Timing.DEFAULT, List.of(new Route("git", new Match.Protocol("ssh"), List.of(), List.of())));
        sidecar =
                Sidecar.start(SidecarConfig.at(ANY_PORT, ANY_PORT).table(table).build());
    }

    @AfterEach
    void stop() {
        sidecar.close();
    }

    private String admin() {
        return "127.0.0.1:" + sidecar.admin().getPort();
    }

    private int ssh() throws IOException {
        try (var client =
                new Socket(InetAddress.getLoopbackAddress(), sidecar.listening().getPort())) {
            client.getOutputStream().write("SSH-2.0-x\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            return client.getLocalPort();
        }
    }

    @Test
    void aConnectionHasALineForItsRouteAndOneForItsEnd() throws Exception {
        var printed = new PipedReader();
        var out = new PrintWriter(new PipedWriter(printed), true);
        var tap = CompletableFuture.supplyAsync(
                () -> Main.commandLine().setOut(out).execute("tap", admin(), "--route", "git", "--max", "2"));
        try (var lines = new BufferedReader(printed)) {
            assertThat(lines.readLine()).matches("TIME +SOURCE +ROUTE +PROTOCOL +RESULT +WHY");
            var port = ssh();
            assertThat(lines.readLine())
                    .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3}  127\\.0\\.0\\.1:" + port
                            + " +git +ssh +decided +matches after 11 bytes, [0-9.]+ ms");
            assertThat(lines.readLine())
                    .matches(".* git +ssh +no_backend +the route has no backend; in 0 B, out 0 B, [0-9.]+ s");
            assertThat(tap.join()).isZero();
        }
    }

    @Test
    void theEndOfTheSidecarEndsTheTap() throws Exception {
        var printed = new PipedReader();
        var out = new PrintWriter(new PipedWriter(printed), true);
        var tap = CompletableFuture.supplyAsync(
                () -> Main.commandLine().setOut(out).execute("tap", admin()));
        try (var lines = new BufferedReader(printed)) {
            assertThat(lines.readLine()).startsWith("TIME");
            sidecar.close();
            assertThat(tap.join()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.1:1  |         | 127.0.0.1:1: no sidecar answers there; its admin address is the one that portmux run prints",
                "here         |         | \"here\" (expected: HOST:PORT)",
                "a@b:1/x      |         | \"a@b:1/x\" (expected: HOST:PORT)",
                "             | 10.0.0  | ADMIN: source: \"10.0.0\" (expected:",
            })
    void whatCannotBeTappedIsSaidInOneSentence(String address, String source, String message) {
        var where = address == null ? admin() : address;
        var run = source == null ? Command.run("tap", where) : Command.run("tap", where, "--source", source);

        assertThat(run.err())
                .startsWith("portmux: " + message.replace("ADMIN", admin()))
                .hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(2);
    }
}
