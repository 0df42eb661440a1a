package dev.portmux.cli.tryout.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.postgresql.util.DriverInfo;

/** PostgreSQL, from the binaries that the zonky project packs; user and database {@code demo}, no password. */
public record PostgresqlDemoServer(String name, EmbeddedPostgres server, Optional<ProcessHandle> process)
        implements DemoServer {
    static final String USER = "demo";

    static DemoServer start(String name, Path binaries, Path directory, Path log) throws Exception {
        try {
            return begin(name, binaries, directory, log);
        } catch (Exception e) {
            // It may run although it was not seen to be ready in time, or a signal came in between.
            postmaster(directory).ifPresent(ProcessHandle::destroyForcibly);
            throw e;
        }
    }

    private static DemoServer begin(String name, Path binaries, Path directory, Path log)
            throws IOException, SQLException {
        Files.createDirectories(binaries);
        // Where it unpacks to; its builder has a method for that, but still makes an empty directory elsewhere.
        System.setProperty("ot.epg.working-dir", binaries.toString());
        var output = Redirect.appendTo(log.toFile());
        var server = EmbeddedPostgres.builder()
                .setDataDirectory(directory.toFile())
                .setCleanDataDirectory(true)
                // No socket file: it would lie outside the directory that is deleted at the end.
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("listen_addresses", Loopback.HOST)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setOutputRedirector(output)
                .setErrorRedirector(output)
                .start();
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + USER + " LOGIN SUPERUSER");
            statement.execute("CREATE DATABASE " + USER + " OWNER " + USER);
        }
        return new PostgresqlDemoServer(name, server, postmaster(directory));
    }

    /** The server is no child of this process: pg_ctl lets it go. Its id is the first line of a file. */
    private static Optional<ProcessHandle> postmaster(Path directory) throws IOException {
        var file = directory.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (var lines = Files.lines(file)) {
            return lines.findFirst().map(Long::valueOf).flatMap(ProcessHandle::of);
        }
    }

    @Override
    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            // Asked once more, in case the one that was to stop it was itself stopped.
            process.ifPresent(ProcessHandle::destroy);
            process.ifPresent(Processes::end);
        }
    }

    /** The end of processes that were asked to end. */
    private static final class Processes {
        private static final int PATIENCE_SECONDS = 5;

        private Processes() {}

        /** Waits until the process has ended, and ends it by force when that takes too long. */
        static void end(ProcessHandle process) {
            try {
                process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException | ExecutionException e) {
                process.destroyForcibly();
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The server tells the port that it listens on itself. */
    public static final class Client implements Probe {
        public static String url(int port) {
            return "jdbc:postgresql://%s:%d/%s?user=%s&connectTimeout=%d"
                    .formatted(
                            Loopback.HOST,
                            port,
                            PostgresqlDemoServer.USER,
                            PostgresqlDemoServer.USER,
                            Probes.PATIENCE.toSeconds());
        }

        @Override
        public String client() {
            return "pgjdbc " + DriverInfo.DRIVER_VERSION;
        }

        @Override
        public String ask(int port) throws Exception {
            return "port " + Probes.query(url(port), "SELECT inet_server_port()");
        }
    }
}
