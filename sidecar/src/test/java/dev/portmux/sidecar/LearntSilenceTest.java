package dev.portmux.sidecar;

import static dev.portmux.sidecar.TestTables.route;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.routes.RoutingTable;
import dev.portmux.routes.Timing;
import dev.portmux.sidecar.limit.Limits;
import dev.portmux.sidecar.net.Peer;
import dev.portmux.sidecar.net.Socket;
import dev.portmux.sidecar.pipeline.Connection;
import dev.portmux.sidecar.pipeline.Result;
import dev.portmux.sidecar.pipeline.Worker;
import dev.portmux.sidecar.table.Routing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sources that are known as silent are waited for less. The clock is simulated. How long clients think before their first
 * byte comes from the recordings of real ones, and round trips are 0.1 to 300 ms.
 */
class LearntSilenceTest {
    private static final long MILLISECOND = 1_000_000;
    private static final Path RECORDINGS = Path.of("../detection/src/test/resources/samples");
    private static final byte[] REQUEST = "GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII);
    private static final byte[] GREETING = HexFormat.of().parseHex("4a0000000a382e302e333600");
    private static final byte[] LOGIN = HexFormat.of().parseHex("54000001859ea61900000001ff00000000");

    private static final Timing LEARNING =
            new Timing(Duration.ofMillis(500), Duration.ofSeconds(10), Duration.ofMillis(300), true);

    private final SimulatedClock clock = new SimulatedClock();
    private final Random random = new Random(1);
    private final List<Client> clients = new ArrayList<>();

    private Worker worker(Timing timing) {
        RoutingTable routes = TestTables.table(route("web", "{'protocol':'http'}", "127.0.0.1:1") + ","
                + route("db", "{'protocol':'mysql'}", "127.0.0.1:2"));
        Routing routing = Routing.of(new RoutingTable(timing, routes.routes()));
        return TestWorkers.worker(
                clock,
                backend -> backend(backend.getPort() == 2 ? GREETING : new byte[0]),
                new Decisions(),
                routing,
                new Limits(1_000_000, 1 << 30, 1 << 30));
    }

    /** Says its greeting after 0.3 ms, and ends long after its client. */
    private Socket backend(byte[] greeting) {
        SimulatedSocket socket = new SimulatedSocket(true, 1 << 16, SimulatedSocket.Connecting.DONE);
        later(MILLISECOND * 3 / 10, socket, greeting);
        laterEnd(60_000 * MILLISECOND, socket);
        return socket;
    }

    private void later(long nanos, SimulatedSocket socket, byte[] bytes) {
        clock.schedule(
                () -> {
                    if (!socket.closed && bytes.length > 0) {
                        socket.arrive(bytes, 0, bytes.length);
                        socket.deliver();
                    }
                },
                nanos);
    }

    private void laterEnd(long nanos, SimulatedSocket socket) {
        clock.schedule(
                () -> {
                    if (!socket.closed) {
                        socket.arriveEnd();
                        socket.deliver();
                    }
                },
                nanos);
    }

    /** Remembers what is decided on each client, by the port of its peer. */
    private final class Decisions extends RecordingObserver {
        @Override
        public void decided(Connection connection) {
            client(connection).nanos = connection.detectionNanos();
        }

        @Override
        public void ended(Connection connection) {
            client(connection).result = connection.result();
        }

        private Client client(Connection connection) {
            return clients.get(connection.facts().source().port());
        }
    }

    private static final class Client extends SimulatedSocket {
        private final Source source;
        private final boolean speaks;
        private final long roundTrip;
        private Result result = Result.DRAINED;
        private long nanos;
        private boolean known;

        Client(Source source, boolean speaks, long roundTrip) {
            super(true, 1 << 16, Connecting.DONE);
            this.source = source;
            this.speaks = speaks;
            this.roundTrip = roundTrip;
        }

        @Override
        public long roundTripNanos() {
            return roundTrip;
        }
    }

    private static final class Source {
        private final byte[] address;
        private final long roundTrip;
        private final double speaking;
        private int silentInARow;
        private boolean spoke;

        Source(byte[] address, long roundTrip, double speaking) {
            this.address = address;
            this.roundTrip = roundTrip;
            this.speaking = speaking;
        }
    }

    private Client connect(Worker worker, Source source, boolean speaks) {
        Client client = new Client(source, speaks, source.roundTrip);
        clients.add(client);
        client.known = source.silentInARow >= 10 && !source.spoke;
        source.silentInARow = speaks ? 0 : source.silentInARow + 1;
        source.spoke |= speaks;
        worker.accepted(client, new Peer(source.address, clients.size() - 1));
        return client;
    }

    private void say(Client client, long think, byte[] bytes) {
        later(think, client, bytes);
        laterEnd(think + 3_000 * MILLISECOND, client);
    }

    /**
     * An hour of 350 sources: half only silent, a quarter only speaking, the others mixed. Of the recorded clients only those that
     * speak within the window that is set are replayed: the others (2 of 331) need a longer one, learnt or not.
     */
    @Test
    void aReplayOfRecordedClientsMisroutesFewerThanOneIn10000() throws IOException {
        List<Long> thinking = thinkTimes();
        Worker worker = worker(LEARNING);
        for (int i = 0; i < 350; i++) {
            double[] speaking = {0, 0, 0, 0, 1, 1, 0.5, 0.1, 0.02};
            long roundTrip = (long) (MILLISECOND * 0.1 * Math.pow(3_000, random.nextDouble()));
            Source source =
                    new Source(new byte[] {10, 0, (byte) (i >> 8), (byte) i}, roundTrip, speaking[i % speaking.length]);
            for (int j = 0; j < 200; j++) {
                clock.schedule(
                        () -> visit(worker, source, thinking), (long) (3_600_000 * MILLISECOND * random.nextDouble()));
            }
        }
        run();

        List<Client> silent = clients.stream().filter(client -> !client.speaks).toList();
        assertThat(silent.stream().map(client -> client.result)).containsOnly(Result.SILENCE);
        assertThat(silent.stream()
                        .mapToLong(client -> client.nanos - window(client))
                        .max()
                        .orElseThrow())
                .as("beyond the window; timers share wakeups within a millisecond")
                .isLessThanOrEqualTo(2 * MILLISECOND);
        long[] ofKnown = sortedNanos(silent.stream().filter(client -> client.known));
        assertThat(ofKnown.length).isGreaterThan(20_000);
        assertThat(percentile(ofKnown, 0.5)).isLessThanOrEqualTo(40 * MILLISECOND);
        assertThat(percentile(sortedNanos(silent.stream()), 0.99)).isLessThanOrEqualTo(600 * MILLISECOND);
        List<Client> speaking = clients.stream().filter(client -> client.speaks).toList();
        long misrouted = speaking.stream()
                .filter(client -> client.result == Result.SILENCE)
                .count();
        assertThat(speaking.stream()
                        .filter(client -> client.source.speaking < 1)
                        .count())
                .isGreaterThan(2_000);
        assertThat(misrouted * 10_000).isLessThan(clients.size());
    }

    /** One first segment in 500 is lost and sent again a round trip and 280 ms later. */
    private void visit(Worker worker, Source source, List<Long> thinking) {
        boolean speaks = random.nextDouble() < source.speaking;
        long lost = random.nextInt(500) == 0 ? source.roundTrip + 280 * MILLISECOND : 0;
        long think = thinking.get(random.nextInt(thinking.size())) + lost;
        Client client = connect(worker, source, speaks);
        say(client, speaks ? think : 2_000 * MILLISECOND, speaks ? REQUEST : LOGIN);
    }

    /** The window of the table, or a round trip and 300 ms, in steps of 50 ms. */
    private static long window(Client client) {
        long beyond = Math.max(0, client.roundTrip - 200 * MILLISECOND);
        return 500 * MILLISECOND + Math.ceilDiv(beyond, 50 * MILLISECOND) * 50 * MILLISECOND;
    }

    /** From connecting to the first byte. */
    private static List<Long> thinkTimes() throws IOException {
        List<Long> times = new ArrayList<>();
        try (Stream<Path> files = Files.walk(RECORDINGS)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".txt"))
                    .sorted()
                    .toList()) {
                boolean first = true;
                for (String line : Files.readAllLines(file)) {
                    if (line.startsWith("+") && first) {
                        times.add((long) (Double.parseDouble(line.substring(1, line.indexOf(' '))) * MILLISECOND));
                    }
                    first = line.startsWith("-") || (first && !line.startsWith("+"));
                }
            }
        }
        assertThat(times).hasSizeGreaterThan(300);
        return times.stream().filter(time -> time <= 500 * MILLISECOND).toList();
    }

    private static long[] sortedNanos(Stream<Client> clients) {
        return clients.mapToLong(client -> client.nanos).sorted().toArray();
    }

    private static long percentile(long[] sorted, double part) {
        return sorted[(int) (sorted.length * part)];
    }

    private void run() {
        while (clock.anythingScheduled()) {
            clock.advance();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aKnownSourceIsWaitedForLessIfThatIsSwitchedOn(boolean learn) {
        Worker worker = worker(new Timing(LEARNING.silence(), LEARNING.deadline(), LEARNING.hold(), learn));
        Source source = new Source(new byte[] {10, 0, 0, 1}, MILLISECOND, 0);
        for (int i = 0; i < 5; i++) {
            assertThat(silentClient(worker, source)).isEqualTo(500 * MILLISECOND);
        }
        assertThat(silentClient(worker, source)).isEqualTo((learn ? 30 : 500) * MILLISECOND);
        Source distant = new Source(source.address, 100 * MILLISECOND, 0);
        assertThat(silentClient(worker, distant)).isEqualTo((learn ? 210 : 500) * MILLISECOND);
        Source other = new Source(new byte[] {10, 0, 0, 2}, MILLISECOND, 0);
        assertThat(silentClient(worker, other)).isEqualTo(500 * MILLISECOND);
    }

    /**
     * The window is 30 ms here, and the backend greets 0.3 ms later. Before that any byte shows that the client did not wait; later only
     * bytes that are meant for another route do.
     */
    @ParameterizedTest
    @CsvSource({
        "1, GET / HTTP/1.1, MATCHED, 500",
        "1, ?, UNKNOWN, 500",
        "30100, ?, SILENCE, 500",
        "60000, GET / HTTP/1.1, SILENCE, 500",
        "60000, ?, SILENCE, 30",
    })
    void aClientThatSpeaksBringsTheWholeWindowBack(long thinkMicros, String said, Result result, long windowAfter) {
        Worker worker = worker(LEARNING);
        Source source = new Source(new byte[] {10, 0, 0, 1}, MILLISECOND, 0);
        for (int i = 0; i < 6; i++) {
            silentClient(worker, source);
        }
        Client speaking = connect(worker, source, true);
        say(speaking, thinkMicros * 1_000, (said + "\r\n\r\n").getBytes(US_ASCII));
        run();
        assertThat(speaking.result).isEqualTo(result);
        assertThat(silentClient(worker, source)).isEqualTo(windowAfter * MILLISECOND);
    }

    private long silentClient(Worker worker, Source source) {
        Client client = connect(worker, source, false);
        say(client, 2_000 * MILLISECOND, LOGIN);
        run();
        assertThat(client.result).isEqualTo(Result.SILENCE);
        return client.nanos;
    }
}
