package dev.portmux.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;

/** Backends that cannot be registered with the event loop, or answer late. */
class DiallingTest {
    private static final byte[] SSH = TestTables.SSH.getBytes(StandardCharsets.US_ASCII);

    private final SimulatedClock clock = new SimulatedClock();
    private final RecordingObserver observer = new RecordingObserver();
    private final Deque<SimulatedSocket> backends = new ArrayDeque<>();
    private final List<SimulatedSocket> dialled = new ArrayList<>();
    private final Worker worker = TestWorkers.worker(
            clock,
            this::dial,
            observer,
            Routing.of(TestTables.sshTo("127.0.0.1:1,127.0.0.1:2")),
            new Limits(10, 1 << 20, 1 << 20));
    private final SimulatedSocket client = new SimulatedSocket(true, 100, SimulatedSocket.Connecting.DONE);

    private Socket dial(InetSocketAddress address) {
        SimulatedSocket backend = backends.remove();
        dialled.add(backend);
        return backend;
    }

    private void connect() {
        worker.accepted(client, new Peer(new byte[] {127, 0, 0, 1}, 7));
        client.arrive(SSH, 0, SSH.length);
        client.deliver();
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
    void aBackendThatDoesNotAnswerInThreeSecondsIsPassedOver() {
        backends.add(new SimulatedSocket(true, 100, SimulatedSocket.Connecting.NEVER));
        backends.add(new SimulatedSocket(true, 100, SimulatedSocket.Connecting.DONE));
        connect();
        while (dialled.size() < 2) {
            clock.advance();
        }
        assertThat(clock.nanoTime()).isEqualTo(3_000_000_000L);
        assertThat(dialled.getFirst().closed).isTrue();
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
