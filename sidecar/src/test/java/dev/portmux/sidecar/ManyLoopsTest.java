package dev.portmux.sidecar;

import static dev.portmux.sidecar.TestTables.SSH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portmux.routes.Timeouts;
import dev.portmux.sidecar.limit.Limits;
import dev.portmux.sidecar.net.Transport;
import dev.portmux.sidecar.net.epoll.EpollTransport;
import dev.portmux.sidecar.pipeline.DataPlane;
import dev.portmux.sidecar.pipeline.Result;
import dev.portmux.sidecar.pipeline.Worker;
import dev.portmux.sidecar.stage.Stages;
import dev.portmux.sidecar.table.Routing;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What holds for a process holds whatever the number of its event loops. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class ManyLoopsTest {
    private static final int LOOPS = 16;
    private static final int CONNECTIONS = 64;

    private record Loops(Transport transport) implements Transport {
        @Override
        public IoHandlerFactory handlers() {
            return transport.handlers();
        }

        @Override
        public Sockets on(IoEventLoop loop) {
            return transport.on(loop);
        }

        @Override
        public int loops(int processors) {
            return LOOPS;
        }
    }

    @Test
    void theCapIsThatOfTheProcessAndBackendsTakeTurns() throws Exception {
        try (TestServer one = TestServer.echo("one:");
                TestServer two = TestServer.echo("two:")) {
            Routing routing = Routing.of(TestTables.sshTo(one.backend() + "," + two.backend()));
            Limits limits = new Limits(CONNECTIONS, 1 << 20, 1 << 20);
            try (DataPlane plane = DataPlane.bind(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    new Loops(new EpollTransport(OptionalInt.empty())),
                    new Worker.Plan(
                            Stages.all(limits, () -> routing, System::nanoTime),
                            () -> Duration.ofSeconds(10).toNanos(),
                            () -> Timeouts.DEFAULT,
                            new RecordingObserver()),
                    limits)) {
                plane.start();
                List<Socket> open = new ArrayList<>();
                int fromOne = 0;
                for (int i = 0; i < CONNECTIONS; i++) {
                    Socket client = connect(plane);
                    open.add(client);
                    fromOne += greeting(client).equals("one:") ? 1 : 0;
                }
                assertThat(fromOne).isEqualTo(CONNECTIONS / 2);
                assertThat(plane.full()).isTrue();
                for (int i = 0; i < CONNECTIONS; i++) {
                    assertThat(isRefused(plane)).isTrue();
                }
                assertThat(plane.openConnections()).isEqualTo(CONNECTIONS);
                for (Socket client : open) {
                    client.close();
                }
                await().until(() -> plane.openConnections() == 0);
                assertThat(plane.longestStall()).isLessThan(Duration.ofSeconds(5));
                plane.endAll(Result.DRAINED);
            }
        }
    }

    private static Socket connect(DataPlane plane) throws IOException {
        Socket client = new Socket(plane.address().getAddress(), plane.address().getPort());
        client.setSoTimeout(10_000);
        return client;
    }

    private static String greeting(Socket client) throws IOException {
        client.getOutputStream().write(SSH.getBytes(StandardCharsets.US_ASCII));
        return new String(client.getInputStream().readNBytes(4), StandardCharsets.US_ASCII);
    }

    private static boolean isRefused(DataPlane plane) {
        try (Socket client = connect(plane)) {
            return greeting(client).isEmpty();
        } catch (IOException e) {
            return true;
        }
    }
}
