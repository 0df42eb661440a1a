package dev.portmux.sidecar;

import static dev.portmux.sidecar.TestTables.route;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.sidecar.net.Peer;
import dev.portmux.sidecar.pipeline.Limits;
import dev.portmux.sidecar.pipeline.Loop;
import dev.portmux.sidecar.table.Routing;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long the silent are waited for: the window of the table, or what a round trip and a lost segment take. */
class SilenceTest {
    private final SimulatedClock clock = new SimulatedClock();
    private final SimulatedNetwork network = new SimulatedNetwork(new Random(0), true);
    private final Routing routing = Routing.of(TestTables.table(route("web", "{'protocol':'http'}", "127.0.0.1:2") + ","
            + route("db", "{'protocol':'mysql'}", "127.0.0.1:3")));
    private final Loop loop = new Loop(
            clock::nanoTime, clock, network, new RecordingJournal(), () -> routing, new Limits(1, 1_000, 1_000));

    @ParameterizedTest
    @CsvSource({"0,100", "1,400", "2,500"})
    void aClientThatIsFarAwayIsWaitedForLonger(int hundredMillisAway, int waited) {
        SimulatedWire wire = new SimulatedWire(true, 3 + hundredMillisAway, SimulatedWire.Connecting.DONE);
        loop.accepted(wire, new Peer(new byte[] {127, 0, 0, 1}, 1));
        while (network.backends.isEmpty()) {
            clock.advance();
        }
        assertThat(TimeUnit.NANOSECONDS.toMillis(clock.nanoTime())).isEqualTo(waited);
    }
}
