package dev.portmux.sidecar;

import static dev.portmux.sidecar.TestTables.SSH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.sidecar.net.Peer;
import dev.portmux.sidecar.pipeline.Limits;
import dev.portmux.sidecar.pipeline.Loop;
import dev.portmux.sidecar.pipeline.Result;
import dev.portmux.sidecar.table.Routing;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class LimitsTest {

    @Test
    void aConnectionBeyondTheLimitWaitsUntilOneEnds() throws Exception {
        try (TestServer git = TestServer.echo("git:");
                Sidecar sidecar = Sidecar.start(TestTables.config()
                        .table(TestTables.sshTo(git.backend()))
                        .maxConnections(1)
                        .nativeSockets(false) // one loop, so one connection
                        .build());
                TestClient first = new TestClient(sidecar);
                TestClient second = new TestClient(sidecar)) {
            assertThat(first.send(SSH).read(4)).isEqualTo("git:");
            second.send(SSH);
            assertThat(TestClient.admin(sidecar, "/metrics").body())
                    .contains("portmux_active_connections{route=\"\"} 0.0")
                    .contains("portmux_active_connections{route=\"git\"} 1.0");
            first.finish();
            assertThat(second.read(4)).isEqualTo("git:");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyoneHasATurn(boolean nativeSockets) throws Exception {
        try (TestServer git = TestServer.echo("git:");
                Sidecar sidecar = Sidecar.start(TestTables.config()
                        .table(TestTables.sshTo(git.backend()))
                        .maxConnections(1)
                        .nativeSockets(nativeSockets)
                        .build());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> clients = Collections.nCopies(20, () -> {
                try (TestClient client = new TestClient(sidecar)) {
                    return client.send(SSH).read(4);
                }
            });
            for (Future<String> greeting : threads.invokeAll(clients)) {
                assertThat(greeting.get()).isEqualTo("git:");
            }
        }
    }

    @Test
    void undecidedConnectionsTogetherHoldSoMuch() {
        SimulatedClock clock = new SimulatedClock();
        RecordingJournal journal = new RecordingJournal();
        Routing routing = Routing.of(TestTables.sshTo("127.0.0.1:1"));
        SimulatedNetwork network = new SimulatedNetwork(new Random(0), true);
        Loop loop = new Loop(clock::nanoTime, clock, network, journal, () -> routing, new Limits(10, 100, 0));
        SimulatedWire first = undecided(loop, 1);
        SimulatedWire second = undecided(loop, 2);
        assertThat(loop.undecidedBytes()).isEqualTo(64);
        assertThat(first.closed).isFalse();
        assertThat(second.closed).isTrue();
        assertThat(journal.results()).containsEntry(2, Result.LIMIT);
    }

    private static SimulatedWire undecided(Loop loop, int port) {
        SimulatedWire wire = new SimulatedWire(true, 1, SimulatedWire.Connecting.DONE);
        loop.accepted(wire, new Peer(new byte[] {127, 0, 0, 1}, port));
        wire.arrive(new byte[] {'S'}, 0, 1);
        wire.deliver();
        return wire;
    }
}
