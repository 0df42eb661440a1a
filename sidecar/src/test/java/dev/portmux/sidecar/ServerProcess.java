package dev.portmux.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A server of Debian's packages as a process of its own, with what it prints. Where a program is not installed, the test is
 * skipped; with the environment variable {@code CI} it fails.
 */
final class ServerProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;
    private static final String END = "(the end of what it prints)";

    private final Process process;
    private final BlockingQueue<String> printed = new LinkedBlockingQueue<>();
    private final List<String> seen = new ArrayList<>();

    private ServerProcess(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::read);
    }

    /** Starts a command that stays in the foreground, and waits until it prints a line with this text. */
    static ServerProcess start(String ready, String... command) throws IOException, InterruptedException {
        require(Path.of(command[0]));
        ServerProcess server = new ServerProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
        try {
            server.await(ready);
        } catch (AssertionError e) {
            server.close();
            throw e;
        }
        return server;
    }

    static ServerProcess haproxy(Path folder, String configuration) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("haproxy.cfg"), """
                global
                    log stdout format raw local0
                defaults
                    log global
                    timeout connect 5s
                    timeout client 60s
                    timeout server 60s
                """ + configuration);
        return start("Loading success", "/usr/sbin/haproxy", "-W", "-db", "-f", file.toString());
    }

    static ServerProcess nginx(Path folder, String configuration) throws IOException, InterruptedException {
        Path file = Files.writeString(
                folder.resolve("nginx.conf"), """
                load_module /usr/lib/nginx/modules/ngx_stream_module.so;
                daemon off;
                pid FOLDER/nginx.pid;
                worker_processes 1;
                error_log stderr notice;
                events {}
                """.replace("FOLDER", folder.toString()) + configuration);
        return start("start worker process ", "/usr/sbin/nginx", "-c", file.toString(), "-e", "stderr");
    }

    static void require(Path program) {
        if (System.getenv("CI") == null) {
            assumeThat(program).exists();
        } else {
            assertThat(program).as("installed by e2e/lib/packages").exists();
        }
    }

    /** A port of 127.0.0.1 that is free now, for servers that must be told one. */
    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(printed::add);
        } catch (IOException | java.io.UncheckedIOException e) {
            // it was stopped
        }
        printed.add(END);
    }

    /** The next line with this text. */
    String await(String text) throws InterruptedException {
        while (true) {
            String line = printed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (line == null || line.equals(END)) {
                return fail("no line with \"" + text + "\" among:\n" + String.join("\n", seen));
            }
            seen.add(line);
            if (line.contains(text)) {
                return line;
            }
        }
    }

    /** All that it has printed so far. */
    List<String> printed() {
        printed.drainTo(seen);
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
