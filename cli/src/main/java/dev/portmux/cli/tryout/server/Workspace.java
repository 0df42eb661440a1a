package dev.portmux.cli.tryout.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * The directory of {@code portmux try}. What servers write lies in one directory that goes with the end; their unpacked
 * programs stay for the next time.
 */
public record Workspace(Path root, Path run) implements AutoCloseable {
    public static Workspace open(Path root) throws IOException {
        Files.createDirectories(root);
        return new Workspace(root, Files.createTempDirectory(root, "run-"));
    }

    /** The PortMux to edit. */
    public Path edge() {
        return root.resolve("edge.yaml");
    }

    public Path log() {
        return root.resolve("try.log");
    }

    Path binaries(String server) {
        return root.resolve("servers").resolve(server);
    }

    public Path data(String name) {
        return run.resolve(name);
    }

    @Override
    public void close() {
        try (var paths = Files.walk(run)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
