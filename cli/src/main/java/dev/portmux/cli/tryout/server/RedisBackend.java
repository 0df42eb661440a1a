package dev.portmux.cli.tryout.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import redis.embedded.RedisServer;
import redis.embedded.core.ExecutableProvider;

/** redis-server, from the binaries of embedded-redis. */
record RedisBackend(String name, int port, RedisServer server) implements Backend {
    static Backend start(String name, Path directory) throws IOException {
        Files.createDirectories(directory);
        var executable =
                ExecutableProvider.newJarResourceProvider(directory.toFile()).get();
        var port = Loopback.freePort();
        var server = new RedisServer(
                port,
                List.of(
                        executable.getAbsolutePath(),
                        "--port",
                        String.valueOf(port),
                        "--bind",
                        Loopback.HOST,
                        "--save",
                        ""),
                false);
        server.start();
        return new RedisBackend(name, port, server);
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
