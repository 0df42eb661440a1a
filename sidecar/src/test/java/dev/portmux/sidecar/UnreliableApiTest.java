package dev.portmux.sidecar;

import static dev.portmux.sidecar.FakeApi.error;
import static dev.portmux.sidecar.FakeApi.event;
import static dev.portmux.sidecar.TestTables.json;
import static dev.portmux.sidecar.TestTables.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portmux.routes.RoutingTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The watch beside an API that ends, delays, cuts and refuses. */
@Timeout(30)
class UnreliableApiTest {
    @TempDir
    private Path folder;

    private FakeApi api;
    private Sidecar sidecar;

    @BeforeEach
    void start() throws IOException {
        api = new FakeApi(folder);
        sidecar = Sidecar.start(TestTables.config().configMap(api.ref()).build());
    }

    @AfterEach
    void stop() {
        sidecar.close();
        api.close();
    }

    private static String table(int port) {
        return new String(json(route("git", "{'protocol':'ssh'}", "127.0.0.1:" + port)), StandardCharsets.UTF_8);
    }

    private void awaitTable(int port) {
        String hash =
                RoutingTable.parse(table(port).getBytes(StandardCharsets.UTF_8)).hash();
        await().untilAsserted(() ->
                assertThat(TestClient.admin(sidecar, "/routes").body()).contains("\"hash\":\"" + hash + "\""));
    }

    private void awaitQuery(int number, String... parts) {
        await().until(() -> api.queries.size() > number);
        assertThat(api.queries.get(number)).contains(parts).contains("fieldSelector=metadata.name%3Dedge-routes");
    }

    @Test
    void goesOnFromTheLastVersionItSaw() {
        api.list(10, table(1)).watch(event("MODIFIED", 12, table(2)), event("BOOKMARK", 15, ""));
        awaitTable(2);
        awaitQuery(1, "watch=true", "resourceVersion=10", "allowWatchBookmarks=true");
        // The watch that ends at once counts as trouble: list again, after a while.
        api.list(16, table(3)).watch(event("MODIFIED", 17, table(4)));
        awaitTable(4);
        awaitQuery(3, "resourceVersion=16");
    }

    @Test
    void listsAgainWhenItsVersionIsTooOld() {
        api.list(10, table(1)).watch(error(410)).list(20, table(2));
        awaitTable(2);
        api.answer(410, "{\"kind\":\"Status\",\"code\":410}").list(30, table(3));
        awaitTable(3);
    }

    @Test
    void keepsItsTableThroughEveryKindOfTrouble() {
        api.list(10, table(1))
                .watch("{\"type\":\"MODIFIED\",\"object\":{\"metadata\":")
                .answer(503, "overloaded")
                .answer(200, "<html>")
                .list(11, "{\\\\\"version\\\\\":2}")
                .watch(error(500))
                .list(13, table(2));
        awaitTable(1);
        awaitTable(2);
    }

    @Test
    void showsTheTokenThatIsThereNow() throws IOException {
        api.list(10, table(1));
        awaitTable(1);
        awaitQuery(1, "watch=true");
        api.token("second");
        api.watch().list(11, table(2));
        awaitTable(2);
        assertThat(api.tokens).startsWith("Bearer first", "Bearer first", "Bearer second");
    }
}
