package dev.portmux.cli.tryout.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisServer;
import redis.embedded.core.ExecutableProvider;

/** redis-server, from the binaries of embedded-redis. */
record RedisDemoServer(String name, int port, RedisServer server) implements DemoServer {
    static DemoServer start(String name, Path directory) throws IOException {
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
        return new RedisDemoServer(name, port, server);
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server tells the port that it listens on itself. */
    static final class Client implements Probe {
        @Override
        public String client() {
            return "Jedis " + Probes.version("redis.clients", "jedis");
        }

        @Override
        public String ask(int port) {
            try (var jedis = new Jedis(Loopback.HOST, port, Math.toIntExact(Probes.PATIENCE.toMillis()))) {
                return jedis.info("server")
                        .lines()
                        .filter(line -> line.startsWith("tcp_port:"))
                        .findFirst()
                        .orElse("no tcp_port");
            }
        }
    }
}
