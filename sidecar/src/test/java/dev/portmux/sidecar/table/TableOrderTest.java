package dev.portmux.sidecar.table;

import static dev.portmux.sidecar.TestTables.json;
import static dev.portmux.sidecar.TestTables.route;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TableOrderTest {
    private final Tables tables = new Tables(new TableListener() {
        @Override
        public void loaded(Routing routing) {}

        @Override
        public void refused() {}
    });
    private long now;
    private final TableOrder order = new TableOrder(tables, () -> now);

    private void file(int port) {
        order.file(table(port), "file");
    }

    private void api(int port) {
        order.api(new String(table(port), StandardCharsets.UTF_8), "api");
    }

    private static byte[] table(int port) {
        return json(route("git", "{'protocol':'ssh'}", "127.0.0.1:" + port));
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private int inForce() {
        return tables.inForce()
                .decider()
                .table()
                .routes()
                .getFirst()
                .backends()
                .getFirst()
                .port();
    }

    @Test
    void theFileServesUntilTheApiSpeaks() {
        file(1);
        assertThat(inForce()).isEqualTo(1);
        file(2);
        assertThat(inForce()).isEqualTo(2);
        api(3);
        assertThat(inForce()).isEqualTo(3);
    }

    @Test
    void theFileNeverBeatsAnApiThatIsThere() {
        api(2);
        pass(Duration.ofHours(1));
        file(1);
        assertThat(inForce()).isEqualTo(2);
    }

    @Test
    void aFileThatLagsBehindIsNotTakenForNews() {
        file(1);
        api(2);
        api(3);
        order.apiAway();
        file(2);
        assertThat(inForce()).isEqualTo(3);
        pass(Duration.ofMinutes(10));
        file(2);
        file(1);
        assertThat(inForce()).isEqualTo(3);
    }

    @Test
    void whatTheFileHeldWhenTheApiSpokeIsOld() {
        api(1);
        order.apiAway();
        file(2);
        order.apiBack();
        api(3);
        order.apiAway();
        pass(Duration.ofMinutes(10));
        file(2);
        assertThat(inForce()).isEqualTo(3);
    }

    @Test
    void afterAnOutageThatIsLongerThanTheKubeletTakesTheFileIsNews() {
        api(1);
        order.apiAway();
        file(2);
        assertThat(inForce()).isEqualTo(1);
        pass(Duration.ofMinutes(3));
        file(2);
        assertThat(inForce()).isEqualTo(2);
        api(3);
        assertThat(inForce()).isEqualTo(3);
    }

    @Test
    void aBadTableLeavesTheOneInForce() {
        file(1);
        order.file("{}".getBytes(StandardCharsets.UTF_8), "file");
        assertThat(inForce()).isEqualTo(1);
        file(2);
        assertThat(inForce()).isEqualTo(2);
    }
}
