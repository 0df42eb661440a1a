package dev.portmux.sidecar.table;

import static dev.portmux.sidecar.FakeApi.error;
import static dev.portmux.sidecar.FakeApi.event;
import static dev.portmux.sidecar.TestTables.json;
import static dev.portmux.sidecar.TestTables.route;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.sidecar.FakeApi;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How long the watch waits between its requests. */
@Timeout(60)
class WatchBackoffTest {
    private static final String TABLE =
            new String(json(route("git", "{'protocol':'ssh'}", "127.0.0.1:22")), StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @Test
    void anApiThatCallsEveryVersionTooOldIsAskedLessAndLessOften() throws Exception {
        Tables tables = new Tables(new TableListener() {
            @Override
            public void loaded(Routing routing) {}

            @Override
            public void refused() {}
        });
        try (FakeApi api = new FakeApi(folder);
                ConfigMapWatch watch = new ConfigMapWatch(api.ref(), new TableOrder(tables, System::nanoTime))) {
            for (long least = 250; least <= 4_000; least *= 2) {
                api.list(10, TABLE).watch(error(410));
                assertThat(watch.listOrWatch()).isZero();
                assertThat(watch.listOrWatch()).isBetween(least, 2 * least);
            }
            api.list(20, TABLE).watch(event("BOOKMARK", 21, ""), error(410));
            assertThat(watch.listOrWatch()).isZero();
            assertThat(watch.listOrWatch()).isBetween(250L, 500L);
        }
    }
}
