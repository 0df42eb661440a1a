package dev.portmux.cli.run;

import static dev.portmux.cli.run.NamedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.cli.Command;
import dev.portmux.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

    @TempDir
    private Path directory;

    private Path file;
    private NamedServer http;
    private NamedServer redis;
    private NamedServer ssh;
    private NamedServer another;

    @BeforeEach
    void startBackends() throws IOException {
        file = Files.copy(Path.of("..", "examples", "article.yaml"), directory.resolve("article.yaml"));
        http = NamedServer.start("http");
        redis = NamedServer.start("redis");
        ssh = NamedServer.start("ssh");
        another = NamedServer.start("another");
    }

    @AfterEach
    void stopBackends() throws IOException {
        for (var backend : List.of(http, redis, ssh, another)) {
            backend.close();
        }
    }

    @Test
    void servesTheArticlesExampleAndLoadsTheFileAgain() throws Exception {
        serving((port, lines) -> {
            assertThat(answer(port, GET)).isEqualTo("http");
            assertThat(answer(port, "SSH-2.0-test\r\n")).isEqualTo("ssh");
            assertThat(answer(port, "*1\r\n$4\r\nPING\r\n")).isEqualTo("redis");
            assertThat(answer(port, "no protocol of these\r\n")).isEqualTo("another");

            Files.writeString(file, Files.readString(file).replace("name: http-backend", "name: another-backend"));
            assertThat(lines.readLine()).startsWith("loaded " + file + " again: routes ");
            assertThat(answer(port, GET)).isEqualTo("another");
        });
    }

    @Test
    void everyBackendOfARouteIsFoundByItsName() throws Exception {
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "backendRef: {name: http-backend, port: 80}",
                                "backendRefs: [{name: http-backend, port: 80}, {name: another-backend, port: 80}]\n"
                                        + "      balance: RoundRobin"));
        serving((port, _) ->
                assertThat(List.of(answer(port, GET), answer(port, GET))).containsExactlyInAnyOrder("http", "another"));
    }

    @Test
    void aMissingOneOfSeveralIsNamed() throws Exception {
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "backendRef: {name: http-backend, port: 80}",
                                "backendRefs: [{name: http-backend, port: 80}, {name: unknown-backend, port: 80}]"));

        var run = Command.run(arguments());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("spec.routes[0].backendRefs[1]: no host has the name \"unknown-backend\"");
    }

    private interface Clients {
        /** @param lines what the command prints */
        void use(int port, BufferedReader lines) throws Exception;
    }

    private void serving(Clients clients) throws Exception {
        var printed = new PipedReader();
        var out = new PrintWriter(new PipedWriter(printed), true);
        var thread =
                Thread.ofPlatform().start(() -> Main.commandLine().setOut(out).execute(arguments()));
        try (var lines = new BufferedReader(printed)) {
            var listening = lines.readLine();
            assertThat(listening).matches("listening on 127\\.0\\.0\\.1:\\d+");
            assertThat(lines.readLine()).matches("live connections: portmux tap 127\\.0\\.0\\.1:\\d+");
            clients.use(Integer.parseInt(listening.replaceFirst(".*:", "")), lines);
        } finally {
            thread.interrupt();
            thread.join();
        }
    }

    private String[] arguments() {
        return new String[] {
            "run",
            "-f",
            file.toString(),
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--admin-port",
            "0",
            "--backend",
            "http-backend=127.0.0.1:" + http.port(),
            "--backend",
            "redis-backend=127.0.0.1:" + redis.port(),
            "--backend",
            "ssh-backend=127.0.0.1:" + ssh.port(),
            "--backend",
            "another-backend=127.0.0.1:" + another.port()
        };
    }

    @Test
    void aBackendThatNobodyKnowsIsNamedWithItsLine() {
        var run = Command.run("run", "-f", file.toString(), "--backend", "http-backend=127.0.0.1:1");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo(
                        "portmux: " + file + ":14: spec.routes[1].backendRef: no host has the name \"redis-backend\";"
                                + " say where it is: --backend redis-backend=HOST:PORT\n");
    }

    @Test
    void aPortInUseIsSaidInOneSentence() {
        var arguments = arguments();
        arguments[6] = String.valueOf(http.port());

        var run = Command.run(arguments);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("portmux: cannot listen on 127.0.0.1:" + http.port() + ": the port is in use");
    }

    @Test
    void aBackendWithoutPortIsAMistakeOfUsage() {
        var run = Command.run("run", "-f", file.toString(), "--backend", "http-backend=localhost");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--backend http-backend=localhost (expected: NAME=HOST:PORT)");
    }
}
