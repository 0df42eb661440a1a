package dev.portmux.sidecar;

import static dev.portmux.sidecar.TestTables.route;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.routes.RoutingTable;
import dev.portmux.sidecar.limit.Limits;
import dev.portmux.sidecar.limit.MemoryPressure;
import dev.portmux.sidecar.net.Peer;
import dev.portmux.sidecar.pipeline.Result;
import dev.portmux.sidecar.pipeline.Worker;
import dev.portmux.sidecar.table.Routing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Idle for 30 s at most, half closed for 10 s. */
class TimeLimitsTest {
    private static final byte[] SSH = TestTables.SSH.getBytes(US_ASCII);
    private static final int PORT = 7;

    @TempDir
    static Path container;

    private final SimulatedClock clock = new SimulatedClock();
    private final RecordingObserver observer = new RecordingObserver();
    private final SimulatedSocket client = new SimulatedSocket(true, 100, SimulatedSocket.Connecting.DONE);
    private final SimulatedSocket backend = new SimulatedSocket(true, 100, SimulatedSocket.Connecting.DONE_BY_WRITE);
    private final Worker worker = TestWorkers.worker(
            clock,
            _ -> backend,
            observer,
            Routing.of(table()),
            new Limits(10, 1 << 20, 1 << 20, new MemoryPressure(container)));

    private static RoutingTable table() {
        String json = new String(TestTables.json(route("git", "{'protocol':'ssh'}", "127.0.0.1:1")), US_ASCII)
                .replace("\"routes\":", "\"timeouts\":{\"idleMs\":30000,\"halfClosedMs\":10000},\"routes\":");
        return RoutingTable.parse(json.getBytes(US_ASCII));
    }

    @BeforeAll
    static void limitMemory() throws IOException {
        Files.writeString(container.resolve("memory.max"), "1000");
    }

    private static void use(int bytes) throws IOException {
        Files.writeString(container.resolve("memory.current"), Integer.toString(bytes));
    }

    @BeforeEach
    void connect() {
        worker.accepted(client, new Peer(new byte[] {127, 0, 0, 1}, PORT));
        client.arrive(SSH, 0, SSH.length);
        client.deliver();
        worker.tend();
    }

    private void pass(int seconds) {
        long end = clock.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        clock.schedule(() -> {}, TimeUnit.SECONDS.toNanos(seconds));
        while (clock.nanoTime() < end) {
            clock.advance();
        }
        worker.tend();
    }

    @Test
    void anIdleConnectionEnds() {
        pass(29);
        assertThat(observer.results()).isEmpty();
        pass(1);
        assertThat(observer.results()).containsEntry(PORT, Result.IDLE);
        assertThat(client.closed && backend.closed).isTrue();
        assertThat(client.aborted || backend.aborted).isFalse();
    }

    @Test
    void aByteInEitherDirectionMakesItActive() {
        pass(20);
        client.arrive(SSH, 0, 1);
        client.deliver();
        pass(20);
        backend.arrive(SSH, 0, 1);
        backend.deliver();
        pass(20);
        assertThat(observer.results()).isEmpty();
        pass(30);
        assertThat(observer.results()).containsEntry(PORT, Result.IDLE);
    }

    @Test
    void aHalfClosedOneEndsEarlier() {
        client.arriveEnd();
        client.deliver();
        pass(9);
        backend.arrive(SSH, 0, 1);
        backend.deliver();
        pass(9);
        assertThat(observer.results()).isEmpty();
        pass(1);
        assertThat(observer.results()).isEmpty();
        pass(9);
        assertThat(observer.results()).containsEntry(PORT, Result.HALF_CLOSED);
    }

    @Test
    void bothSidesOfALastingOneGetTheKernelsLimits() {
        pass(21);
        assertThat(backend.keepAlives).isEqualTo(1);
        assertThat(client.keepAlives).isEqualTo(1);
    }

    @Test
    void whileMemoryIsShortWhoDoesNotReadIsEnded() throws IOException {
        use(900);
        pass(1);
        assertThat(observer.results()).isEmpty(); // nothing waits for its reader
        backend.arrive(new byte[200], 0, 200); // the client takes 100
        backend.deliver();
        use(100);
        pass(1);
        pass(1);
        assertThat(observer.results()).isEmpty();
        use(900);
        pass(1);
        assertThat(observer.results()).containsEntry(PORT, Result.LIMITED);
        assertThat(client.aborted && backend.aborted).isTrue();
    }
}
