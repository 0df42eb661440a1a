package dev.portmux.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.cli.JavaProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code portmux run} as a process whose file and signals come from somebody who means no good. */
class HostileReloadTest {
    private static final String GOOD = """
            apiVersion: portmux.dev/v1alpha1
            kind: PortMux
            metadata: {name: edge}
            spec: {port: 80, routes: [{name: %s, match: {protocol: http}, backendRef: {name: web, port: 80}}]}
            """;

    @TempDir
    private Path directory;

    private Path file;
    private Process process;
    private BufferedReader printed;

    @BeforeEach
    void start() throws IOException {
        file = Files.writeString(directory.resolve("edge.yaml"), GOOD.formatted("first"));
        process = JavaProcess.of(
                        List.of("-Xmx96m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                        "run",
                        "-f",
                        file.toString(),
                        "--port",
                        "0",
                        "--admin-port",
                        "0",
                        "--backend",
                        "web=127.0.0.1:1")
                .redirectErrorStream(true)
                .start();
        printed = process.inputReader(StandardCharsets.UTF_8);
        assertThat(next("listening on ")).matches("listening on (\\[::]|0\\.0\\.0\\.0):\\d+");
    }

    @AfterEach
    void stop() throws InterruptedException {
        process.destroy();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    @Test
    void badFilesDoNotEndTheWatch() throws IOException {
        replace("# " + "x".repeat(10_000_000));
        assertThat(next("portmux: "))
                .endsWith("too large (expected: at most 3145728 bytes); the earlier routes stay in force");

        replace("a: &a [*a]\n");
        assertThat(next("portmux: "))
                .endsWith(
                        ":1: not valid YAML: an anchor contains an alias of itself; the earlier routes stay in force");

        replace("[".repeat(100_000));
        assertThat(next("portmux: ")).endsWith("; the earlier routes stay in force");

        replace(GOOD.formatted("second"));
        assertThat(next("loaded ")).startsWith("loaded " + file + " again: routes ");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void thousandsOfHangupsMakeNoThousandsOfThreads() throws IOException, InterruptedException {
        int before = threads();
        var signals = new ProcessBuilder("bash", "-c", "for i in {1..3000}; do kill -HUP " + process.pid() + "; done")
                .start();
        int most = before;
        while (signals.isAlive()) {
            most = Math.max(most, threads());
        }

        assertThat(signals.waitFor()).isZero();
        assertThat(most).isLessThan(before + 30);
        assertThat(next("loaded ")).startsWith("loaded " + file + " again: routes ");
    }

    private int threads() throws IOException {
        try (var tasks = Files.list(Path.of("/proc", String.valueOf(process.pid()), "task"))) {
            return (int) tasks.count();
        }
    }

    /** In one step, so that no half of it is read. */
    private void replace(String text) throws IOException {
        var next = Files.writeString(directory.resolve("next"), text);
        Files.move(next, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    /** The next line that begins so; the others are the sidecar's log. */
    private String next(String begin) throws IOException {
        for (var line = printed.readLine(); line != null; line = printed.readLine()) {
            if (line.startsWith(begin)) {
                return line;
            }
        }
        throw new IllegalStateException("the process has ended");
    }
}
