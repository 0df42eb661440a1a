package dev.portmux.sidecar;

import static dev.portmux.sidecar.TestTables.SSH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portmux.sidecar.net.Socket;
import dev.portmux.sidecar.net.epoll.EpollTransport;
import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernel asks peers that have been idle for 60 s: as its table of sockets says, see proc_net_tcp.txt of Linux. */
@Timeout(30)
@EnabledOnOs(OS.LINUX)
class KeepAliveTest {
    private static final String KEEP_ALIVE = "02";
    private static final int TICKS = 100;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void clientsAreAsked(boolean nativeSockets) throws Exception {
        try (TestServer git = TestServer.echo("git:");
                Sidecar sidecar = Sidecar.start(TestTables.config()
                        .table(TestTables.sshTo(git.backend()))
                        .nativeSockets(nativeSockets)
                        .build());
                TestClient client = new TestClient(sidecar)) {
            client.send(SSH).read(4);
            assertAskedWithinAMinute(sidecar.listening().getPort(), client.port());
        }
    }

    @Test
    void backendsOfConnectionsThatLastAreAsked() throws Exception {
        MultiThreadIoEventLoopGroup group =
                new MultiThreadIoEventLoopGroup(1, new EpollTransport(OptionalInt.empty()).handlers());
        try (ServerSocket backend = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            IoEventLoop loop = group.next();
            Socket dialled = new EpollTransport(OptionalInt.empty()).on(loop).dial((java.net.InetSocketAddress)
                    backend.getLocalSocketAddress());
            try (java.net.Socket accepted = backend.accept()) {
                dialled.keepAlive(Socket.KeepAlive.OF_CLIENTS);
                assertAskedWithinAMinute(accepted.getPort(), backend.getLocalPort());
            }
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }

    private static void assertAskedWithinAMinute(int local, int remote) {
        await().untilAsserted(() -> assertThat(keepAliveSeconds(local, remote))
                .hasValueSatisfying(seconds -> assertThat(seconds).isBetween(1L, 60L)));
    }

    private static java.util.Optional<Long> keepAliveSeconds(int local, int remote) throws IOException {
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] fields = line.strip().split("\\s+", -1);
                if (port(fields[1]).equals(OptionalLong.of(local))
                        && port(fields[2]).equals(OptionalLong.of(remote))) {
                    String[] timer = fields[5].split(":", -1);
                    return timer[0].equals(KEEP_ALIVE)
                            ? java.util.Optional.of(Long.parseLong(timer[1], 16) / TICKS)
                            : java.util.Optional.empty();
                }
            }
        }
        return java.util.Optional.empty();
    }

    private static OptionalLong port(String address) {
        int colon = address.lastIndexOf(':');
        return colon < 0 ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(address.substring(colon + 1), 16));
    }
}
