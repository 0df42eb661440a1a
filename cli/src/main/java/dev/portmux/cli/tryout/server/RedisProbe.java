package dev.portmux.cli.tryout.server;

import redis.clients.jedis.Jedis;

/** The server tells the port that it listens on itself. */
final class RedisProbe implements Probe {
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
