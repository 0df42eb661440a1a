package dev.portmux.sidecar;

import static dev.portmux.sidecar.TestTables.SSH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portmux.sidecar.limit.Limits;
import dev.portmux.sidecar.net.Peer;
import dev.portmux.sidecar.pipeline.Result;
import dev.portmux.sidecar.pipeline.Worker;
import dev.portmux.sidecar.table.Routing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class LimitsTest {
    private static final int LARGE = 12_000;
    private static final int SMALL = 1_500;

    private final RecordingObserver observer = new RecordingObserver();
    private int port;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aConnectionBeyondTheCapIsRefusedAtOnce(boolean nativeSockets) throws Exception {
        try (TestServer git = TestServer.echo("git:");
                Sidecar sidecar = Sidecar.start(TestTables.config()
                        .table(TestTables.sshTo(git.backend()))
                        .maxConnections(4)
                        .nativeSockets(nativeSockets)
                        .build())) {
            List<TestClient> open = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                TestClient client = new TestClient(sidecar);
                open.add(client);
                assertThat(client.send(SSH).read(4)).isEqualTo("git:");
            }
            for (int i = 0; i < 10; i++) {
                assertThatThrownBy(() -> refused(sidecar)).isInstanceOf(IOException.class);
            }
            assertThat(TestClient.admin(sidecar, "/metrics").body())
                    .contains("portmux_connections_total{protocol=\"\",result=\"limited\",route=\"\"} 10")
                    .contains("portmux_active_connections{route=\"git\"} 4");
            open.getFirst().finish().readAll();
            try (TestClient next = new TestClient(sidecar)) {
                assertThat(next.send(SSH).read(4)).isEqualTo("git:");
            }
            for (TestClient client : open) {
                client.close();
            }
        }
    }

    /** Connections of an earlier table count for the limit of a later one. */
    @Test
    void aConnectionBeyondTheLimitOfItsRouteIsReset() throws Exception {
        try (TestServer git = TestServer.echo("git:");
                Sidecar sidecar = Sidecar.start(TestTables.config()
                        .table(TestTables.sshTo(git.backend()))
                        .build());
                TestClient open = new TestClient(sidecar)) {
            assertThat(open.send(SSH).read(4)).isEqualTo("git:");
            sidecar.swap(TestTables.table("{'name':'git','match':{'protocol':'ssh'},'maxConnections':1,'backends':['"
                    + git.backend() + "']}," + TestTables.route("cache", "{'protocol':'redis'}", git.backend())));
            assertThatThrownBy(() -> refused(sidecar)).isInstanceOf(IOException.class);
            try (TestClient other = new TestClient(sidecar)) {
                assertThat(other.send("*1\r\n$4\r\nPING\r\n").read(4)).isEqualTo("git:");
            }
            assertThat(TestClient.admin(sidecar, "/metrics").body())
                    .contains("portmux_connections_total{protocol=\"ssh\",result=\"limited\",route=\"git\"} 1");
            open.finish().readAll();
            try (TestClient next = new TestClient(sidecar)) {
                assertThat(next.send(SSH).read(4)).isEqualTo("git:");
            }
        }
    }

    private static void refused(Sidecar sidecar) throws IOException {
        try (TestClient client = new TestClient(sidecar)) {
            client.send(SSH).readAll();
        }
    }

    @Test
    void whoHoldsMuchMakesRoomForOrdinaryClients() {
        Worker worker = worker(64 * 1024);
        List<SimulatedSocket> holders = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            holders.add(undecided(worker, LARGE));
        }
        assertThat(worker.undecidedBytes()).isLessThanOrEqualTo(64 * 1024);
        for (int i = 0; i < 20; i++) {
            SimulatedSocket ordinary = undecided(worker, SMALL);
            assertThat(ordinary.closed).as("ordinary client %s", i).isFalse();
        }
        assertThat(holders.getFirst().aborted).as("the oldest large holder").isTrue();
        assertThat(observer.results()).containsEntry(0, Result.LIMITED);
        worker.endAll(Result.DRAINED);
        assertThat(worker.undecidedBytes()).isZero();
    }

    @Test
    void manyWhoHoldLittleAreBoundedToo() {
        Worker worker = worker(16 * 1024);
        SimulatedSocket oldest = undecided(worker, SMALL);
        SimulatedSocket newest = oldest;
        for (int i = 0; i < 100; i++) {
            newest = undecided(worker, SMALL);
            assertThat(worker.undecidedBytes()).isLessThanOrEqualTo(2 * 16 * 1024);
        }
        assertThat(oldest.closed).isTrue();
        assertThat(newest.closed).isFalse();
    }

    /** Those who hold 4 KiB each must not take the room of an ordinary client with large cookies. */
    @Test
    void manyWhoHoldLittleLeaveRoomForALargeHead() {
        Worker worker = worker(256 * 1024);
        for (int i = 0; i < 300; i++) {
            undecided(worker, SMALL);
        }
        assertThat(undecided(worker, LARGE).closed).isFalse();
    }

    /** The loops share the memory, but a loop can only end its own connections. */
    @Test
    void holdersOnOneLoopLeaveRoomOnTheOther() {
        Limits limits = new Limits(1_000, 256 * 1024, 0);
        Worker held = worker(limits);
        for (int i = 0; i < 100; i++) {
            undecided(held, LARGE);
            undecided(held, SMALL);
        }
        Worker other = worker(limits);
        for (int i = 0; i < 100; i++) {
            assertThat(undecided(other, SMALL).closed).as("small client %s", i).isFalse();
            assertThat(undecided(other, LARGE).closed).as("large client %s", i).isFalse();
        }
        assertThat(held.undecidedBytes() + other.undecidedBytes()).isLessThanOrEqualTo(2 * (256 + 64) * 1024);
    }

    private Worker worker(long undecidedBytes) {
        return worker(new Limits(1_000, undecidedBytes, 0));
    }

    private Worker worker(Limits limits) {
        Routing routing = Routing.of(
                TestTables.table(TestTables.route("web", "{'http':{'hosts':['a.example']}}", "127.0.0.1:1")));
        return TestWorkers.worker(
                new SimulatedClock(), new SimulatedNetwork(new Random(0), true), observer, routing, limits);
    }

    private SimulatedSocket undecided(Worker worker, int bytes) {
        SimulatedSocket socket = new SimulatedSocket(true, 1, SimulatedSocket.Connecting.DONE);
        worker.accepted(socket, new Peer(new byte[] {127, 0, 0, 1}, port++));
        byte[] head = ("GET / HTTP/1.1\r\nX: " + "x".repeat(bytes)).getBytes(StandardCharsets.US_ASCII);
        socket.arrive(head, 0, bytes);
        socket.deliver();
        return socket;
    }

    /** As many loops as a machine may have: the memory of all is that of a process. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 21, 64, 128})
    void memoryIsBoundedWhateverTheNumberOfLoops(int loops) {
        Limits limits = new Limits(1_000, 8 << 20, 48 << 20);
        int largest = TestWorkers.worker(limits, loops).buffers().largest();
        assertThat(3L * largest * loops).isLessThanOrEqualTo(64 << 20);
        assertThat(largest).isBetween(128 * 1024, 1 << 20);
    }

    /** What one loop holds, another cannot, but for one large holding that every loop has room for. */
    @Test
    void loopsShareTheUndecidedBytes() {
        Limits limits = new Limits(1_000, 64 * 1024, 0);
        Worker one = worker(limits);
        Worker other = worker(limits);
        for (int i = 0; i < 10; i++) {
            undecided(one, LARGE);
        }
        for (int i = 0; i < 10; i++) {
            undecided(other, LARGE);
        }
        assertThat(one.undecidedBytes() + other.undecidedBytes()).isLessThanOrEqualTo(64 * 1024 + 64 * 1024);
        assertThat(undecided(other, SMALL).closed).isFalse();
    }
}
