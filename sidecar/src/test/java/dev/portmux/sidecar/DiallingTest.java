package dev.portmux.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.routes.AccessLogging;
import dev.portmux.routes.ConnectionLimits;
import dev.portmux.routes.ConnectionPolicy;
import dev.portmux.routes.RoutingTable;
import dev.portmux.routes.Timeouts;
import dev.portmux.sidecar.limit.Limits;
import dev.portmux.sidecar.net.Peer;
import dev.portmux.sidecar.net.Socket;
import dev.portmux.sidecar.pipeline.Result;
import dev.portmux.sidecar.pipeline.Worker;
import dev.portmux.sidecar.table.Routing;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Backends that cannot be registered with the event loop, or answer late. */
class DiallingTest {
    private static final byte[] SSH = TestTables.SSH.getBytes(StandardCharsets.US_ASCII);

    private final SimulatedClock clock = new SimulatedClock();
    private final RecordingObserver observer = new RecordingObserver();
    private final Deque<SimulatedSocket> backends = new ArrayDeque<>();
    private final List<SimulatedSocket> dialled = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private int others = 100;
    private Worker worker = worker(TestTables.sshTo("127.0.0.1:1,127.0.0.1:2"));
    private final SimulatedSocket client = new SimulatedSocket(true, 100, SimulatedSocket.Connecting.DONE);

    private Worker worker(RoutingTable table) {
        return TestWorkers.worker(clock, this::dial, observer, Routing.of(table), new Limits(10, 1 << 20, 1 << 20));
    }

    private Socket dial(InetSocketAddress address) {
        SimulatedSocket backend = backends.remove();
        dialled.add(backend);
        ports.add(address.getPort());
        return backend;
    }

    private void connect() {
        worker.accepted(client, new Peer(new byte[] {127, 0, 0, 1}, 7));
        client.arrive(SSH, 0, SSH.length);
        client.deliver();
    }

    /** Another client. */
    private SimulatedSocket connectAgain() {
        SimulatedSocket other = new SimulatedSocket(true, 100, SimulatedSocket.Connecting.DONE);
        worker.accepted(other, new Peer(new byte[] {127, 0, 0, 1}, others++));
        other.arrive(SSH, 0, SSH.length);
        other.deliver();
        return other;
    }

    private static SimulatedSocket unregistrable(SimulatedSocket.Connecting connecting) {
        return new SimulatedSocket(true, 100, connecting) {
            @Override
            public void open(Listener whom) throws IOException {
                throw new IOException("no space left on device");
            }
        };
    }

    @Test
    void bytesThatHaveLeftAreNotSentAgain() {
        backends.add(unregistrable(SimulatedSocket.Connecting.DONE_BY_WRITE));
        connect();
        assertThat(observer.results()).containsEntry(7, Result.RESET);
        assertThat(dialled).hasSize(1).allMatch(backend -> backend.aborted);
        assertThat(client.aborted).isTrue();
    }

    @Test
    void bytesThatHaveNotLeftGoToTheNextBackend() {
        SimulatedSocket second = new SimulatedSocket(true, 100, SimulatedSocket.Connecting.PENDING);
        backends.add(unregistrable(SimulatedSocket.Connecting.PENDING));
        backends.add(second);
        connect();
        second.decideConnection();
        second.deliver();
        assertThat(second.toPeer.size()).isEqualTo(SSH.length);
        assertThat(dialled.getFirst().closed).isTrue();
    }

    @Test
    void aBackendThatDoesNotAnswerInTheConnectTimeoutIsPassedOver() {
        connectAfterNoAnswer();
        assertThat(clock.nanoTime()).isEqualTo(3_000_000_000L);
        assertThat(observer.dialFailures()).containsExactly("git 127.0.0.1:1 no answer in 3 s");
    }

    @Test
    void theConnectTimeoutIsThatOfTheTable() {
        RoutingTable usual = TestTables.sshTo("127.0.0.1:1,127.0.0.1:2");
        Timeouts timeouts = new Timeouts(Duration.ofMillis(250), Duration.ZERO, Duration.ZERO, Duration.ZERO);
        worker = worker(new RoutingTable(
                usual.timing(),
                new ConnectionPolicy(Optional.empty(), timeouts, ConnectionLimits.NONE, AccessLogging.DEFAULT),
                usual.routes()));
        connectAfterNoAnswer();
        assertThat(clock.nanoTime()).isEqualTo(250_000_000L);
        assertThat(observer.dialFailures()).containsExactly("git 127.0.0.1:1 no answer in 250 ms");
    }

    private void connectAfterNoAnswer() {
        backends.add(new SimulatedSocket(true, 100, SimulatedSocket.Connecting.NEVER));
        backends.add(new SimulatedSocket(true, 100, SimulatedSocket.Connecting.DONE));
        connect();
        while (dialled.size() < 2) {
            clock.advance();
        }
        assertThat(dialled.getFirst().closed).isTrue();
    }

    /** What the first client had to wait for, the next ones do not. */
    @Test
    void aBackendThatDidNotAnswerIsLeftOut() {
        connectAfterNoAnswer();
        for (int i = 0; i < 3; i++) {
            backends.add(new SimulatedSocket(true, 100, SimulatedSocket.Connecting.DONE));
            connectAgain();
        }
        assertThat(ports).containsExactly(1, 2, 2, 2, 2);
    }

    @Test
    void aRouteAtItsLimitResetsTheClient() {
        worker = worker(TestTables.table(
                "{'name':'git','match':{'protocol':'ssh'},'maxConnections':1,'backends':['127.0.0.1:1']}"));
        for (int i = 0; i < 2; i++) {
            backends.add(new SimulatedSocket(true, 100, SimulatedSocket.Connecting.DONE));
        }
        SimulatedSocket first = connectAgain();
        SimulatedSocket second = connectAgain();
        assertThat(observer.results()).containsExactly(Map.entry(101, Result.LIMITED));
        assertThat(second.aborted).isTrue();
        assertThat(dialled).hasSize(1);
        first.arriveReset();
        first.deliver();
        assertThat(connectAgain().closed).isFalse();
        assertThat(dialled).hasSize(2);
    }

    @Test
    void backendsOfConnectionsThatLastAreKeptAlive() {
        SimulatedSocket backend = new SimulatedSocket(true, 100, SimulatedSocket.Connecting.DONE_BY_WRITE);
        backends.add(backend);
        worker.tend();
        connect();
        worker.tend();
        assertThat(backend.keepAlives).isZero();
        clock.schedule(() -> {}, Duration.ofSeconds(21).toNanos());
        while (clock.nanoTime() < Duration.ofSeconds(21).toNanos()) {
            clock.advance();
        }
        worker.tend();
        worker.tend();
        assertThat(backend.keepAlives).isEqualTo(1);
    }
}
