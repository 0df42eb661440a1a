package dev.portmux.cli.tryout;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** PostgreSQL, from the binaries that the zonky project packs; user and database {@code demo}, no password. */
record PostgresqlBackend(String name, EmbeddedPostgres server, Optional<ProcessHandle> process) implements Backend {
    static final String USER = "demo";

    static Backend start(String name, Path binaries, Path directory, Path log) throws Exception {
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
        return new PostgresqlBackend(name, server, postmaster(directory));
    }

    /** The server is no child of this process: pg_ctl lets it go. Its id is the first line of a file. */
    private static Optional<ProcessHandle> postmaster(Path directory) throws IOException {
        try (var lines = Files.lines(directory.resolve("postmaster.pid"))) {
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
            process.ifPresent(Processes::end);
        }
    }
}
