package dev.portmux.sidecar.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.routes.Bytes;
import dev.portmux.sidecar.TestTables;
import dev.portmux.sidecar.net.Peer;
import dev.portmux.sidecar.pipeline.Result;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TapReaderTest {
    private static final int MANY = 100_000;

    private static final ConnectionRecord CONNECTION = new ConnectionRecord(
            0,
            3_000_000,
            Peer.of(TestTables.ANY_PORT),
            new ConnectionRecord.Detected("git", "ssh", 1_234_567, 4),
            Result.MATCHED,
            10,
            20,
            Bytes.of(new byte[0]));

    @Test
    void aReaderThatIsTooSlowMissesConnectionsAndIsToldHowMany() {
        Tap tap = new Tap();
        try (Tap.Reader reader = tap.open(TapFilter.parse("")).orElseThrow()) {
            for (int i = 0; i < MANY; i++) {
                tap.tell(true, CONNECTION);
            }
            List<String> lines = new ArrayList<>();
            for (byte[] piece = reader.next(); piece.length > 0; piece = reader.next()) {
                assertThat(piece).hasSizeLessThan(20_000);
                new String(piece, StandardCharsets.UTF_8).lines().forEach(lines::add);
            }
            List<String> losses = lines.stream()
                    .filter(line -> line.startsWith("{\"dropped\":"))
                    .toList();
            assertThat(losses).hasSize(1);
            int lost = Integer.parseInt(losses.getFirst().replaceAll("\\D", ""));
            assertThat(lost).isPositive();
            assertThat(lines).hasSize(MANY - lost + 1);

            tap.tell(true, CONNECTION);
            assertThat(new String(reader.next(), StandardCharsets.UTF_8))
                    .contains("\"event\":\"ended\",\"reason\":\"matches after 4 bytes\"}\n");
        }
    }
}
