package dev.portmux.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.routes.RoutingTable;
import dev.portmux.routes.Timing;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both sides send at once, in pieces of any size, one-byte beginnings, slow readers and early FINs: the bytes arrive. */
@Timeout(60)
class IntegrityTest {
    private static final int CONNECTIONS = 60;
    private static final int[] LENGTHS = {0, 5, 2_000, 100_000, 3_000_000};
    private static final int PREFIX = TestTables.SSH.length() + Long.BYTES + Integer.BYTES + Integer.BYTES;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bytesArriveAsTheyWereSent(boolean nativeSockets) throws Exception {
        try (TestServer server = new TestServer(this::serve);
                Sidecar sidecar = Sidecar.start(TestTables.config()
                        .table(patient(TestTables.sshTo(server.backend())))
                        .nativeSockets(nativeSockets)
                        .build())) {
            List<Future<String>> mismatches = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                long seed = i;
                mismatches.add(threads.submit(() -> connect(sidecar, seed)));
            }
            for (Future<String> mismatch : mismatches) {
                assertThat(mismatch.get(50, TimeUnit.SECONDS)).isEmpty();
            }
        }
    }

    /** With a deadline that no client misses, however busy the machine is. */
    private static RoutingTable patient(RoutingTable table) {
        Duration minute = Duration.ofMinutes(1);
        return new RoutingTable(new Timing(minute, minute, minute), table.routes());
    }

    /** What went wrong, or nothing. */
    private String connect(Sidecar sidecar, long seed) throws Exception {
        Random random = new Random(seed);
        RandomStream up = new RandomStream(seed, LENGTHS[random.nextInt(LENGTHS.length)]);
        RandomStream down = new RandomStream(~seed, LENGTHS[random.nextInt(LENGTHS.length)]);
        byte[] prefix = ByteBuffer.allocate(PREFIX)
                .put(TestTables.SSH.getBytes(StandardCharsets.US_ASCII))
                .putLong(seed)
                .putInt(up.length())
                .putInt(down.length())
                .array();
        try (Socket socket =
                new Socket(sidecar.listening().getAddress(), sidecar.listening().getPort())) {
            Future<?> sending = threads.submit(() -> {
                up.send(prefix, socket.getOutputStream());
                socket.shutdownOutput();
                return null;
            });
            String got = RandomStream.receive(socket.getInputStream(), seed);
            sending.get(20, TimeUnit.SECONDS);
            return got.equals(down.hash()) ? "" : "seed " + seed + ": " + up + " " + down;
        }
    }

    private void serve(Socket client) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        in.skipNBytes(TestTables.SSH.length());
        long seed = in.readLong();
        RandomStream up = new RandomStream(seed, in.readInt());
        RandomStream down = new RandomStream(~seed, in.readInt());
        Future<?> sending = threads.submit(() -> {
            down.send(new byte[0], client.getOutputStream());
            return null;
        });
        boolean good = RandomStream.receive(in, ~seed).equals(up.hash());
        try {
            sending.get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IOException(e);
        }
        if (!good) {
            client.getOutputStream().write('!'); // the client's hash differs then, too
        }
    }
}
