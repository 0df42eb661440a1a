package dev.portmux.sidecar;

import static dev.portmux.sidecar.TestTables.route;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.sidecar.limit.Limits;
import dev.portmux.sidecar.net.Peer;
import dev.portmux.sidecar.pipeline.Worker;
import dev.portmux.sidecar.table.Routing;
import java.nio.charset.StandardCharsets;
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
    private final Worker worker =
            TestWorkers.worker(clock, network, new RecordingObserver(), routing, new Limits(9, 1_000, 1_000));

    @ParameterizedTest
    @CsvSource({"0,100", "1,400", "2,500"})
    void aClientThatIsFarAwayIsWaitedForLonger(int hundredMillisAway, int waited) {
        SimulatedSocket socket = new SimulatedSocket(true, 3 + hundredMillisAway, SimulatedSocket.Connecting.DONE);
        worker.accepted(socket, new Peer(new byte[] {127, 0, 0, 1}, 1));
        while (network.backends.isEmpty()) {
            clock.advance();
        }
        assertThat(TimeUnit.NANOSECONDS.toMillis(clock.nanoTime())).isEqualTo(waited);
    }

    /** A loop that was busy for longer than the window runs its timers before it hears of bytes that came in time. */
    @ParameterizedTest
    @CsvSource({"0,GET / HTTP/1.1,2", "2,GET / HTTP/1.1,2", "0,'',3"})
    void whoSpokeInTimeIsNotSilent(int hundredMillisAway, String said, int port) {
        SimulatedSocket socket = new SimulatedSocket(true, 3 + hundredMillisAway, SimulatedSocket.Connecting.DONE);
        worker.accepted(socket, new Peer(new byte[] {127, 0, 0, 1}, 1));
        byte[] bytes = (said.isEmpty() ? "" : said + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        socket.arrive(bytes, 0, bytes.length);
        while (network.dialled.isEmpty()) {
            clock.advance();
        }
        assertThat(network.dialled.getFirst().getPort()).isEqualTo(port);
    }

    /** The deadline is 2 s, the hold time 50 ms. */
    @ParameterizedTest
    @CsvSource({"false,2", "true,2"})
    void theDeadlineReadsBeforeItDecides(boolean inTwo, int port) {
        SimulatedSocket socket = new SimulatedSocket(true, 3, SimulatedSocket.Connecting.DONE);
        worker.accepted(socket, new Peer(new byte[] {127, 0, 0, 1}, 1));
        byte[] bytes = "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        if (inTwo) {
            socket.arrive(bytes, 0, 2);
            socket.deliver();
            socket.arrive(bytes, 2, bytes.length - 2);
        } else {
            socket.arrive(bytes, 0, bytes.length);
        }
        while (network.dialled.isEmpty()) {
            clock.advance();
        }
        assertThat(network.dialled.getFirst().getPort()).isEqualTo(port);
    }
}
