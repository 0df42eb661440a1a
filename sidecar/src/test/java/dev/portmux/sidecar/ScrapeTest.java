package dev.portmux.sidecar;

import static dev.portmux.sidecar.TestTables.SSH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Scrapes that overlap, while connections open and close. */
@Timeout(60)
class ScrapeTest {
    private static final int CLIENTS = 4;
    private static final int EACH = 50;
    private static final int SCRAPERS = 6;

    private record Figures(double ended, double in, double out, double undecided, double open) {
        static Figures of(String metrics) {
            return new Figures(
                    value(metrics, "portmux_connections_total{protocol=\"ssh\",result=\"matched\",route=\"git\"}"),
                    value(metrics, "portmux_relayed_bytes_total{direction=\"in\",route=\"git\"}"),
                    value(metrics, "portmux_relayed_bytes_total{direction=\"out\",route=\"git\"}"),
                    value(metrics, "portmux_active_connections{route=\"\"}"),
                    value(metrics, "portmux_active_connections{route=\"git\"}"));
        }

        private static double value(String metrics, String row) {
            Matcher line =
                    Pattern.compile("(?m)^" + Pattern.quote(row) + " (\\S+)$").matcher(metrics);
            return line.find() ? Double.parseDouble(line.group(1)) : 0;
        }
    }

    @Test
    void figuresNeverGoBackAndAddUpAtTheEnd() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (TestServer git = TestServer.echo("git:");
                Sidecar sidecar = Sidecar.start(TestTables.config()
                        .table(TestTables.sshTo(git.backend()))
                        .build());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> scrapers = new ArrayList<>();
            for (int i = 0; i < SCRAPERS; i++) {
                scrapers.add(threads.submit(() -> scrape(sidecar, done)));
            }
            List<Callable<Integer>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(() -> use(sidecar));
            }
            for (Future<Integer> client : threads.invokeAll(clients)) {
                client.get();
            }
            done.set(true);
            for (Future<Integer> scraper : scrapers) {
                scraper.get();
            }
            int all = CLIENTS * EACH;
            await().untilAsserted(() -> assertThat(
                            Figures.of(TestClient.get(sidecar.admin().getPort(), "/metrics")))
                    .isEqualTo(new Figures(all, all * SSH.length(), all * (4 + SSH.length()), 0, 0)));
        }
    }

    private static int use(Sidecar sidecar) throws Exception {
        for (int i = 0; i < EACH; i++) {
            try (TestClient client = new TestClient(sidecar)) {
                client.send(SSH).finish().readAll();
            }
        }
        return EACH;
    }

    private static int scrape(Sidecar sidecar, AtomicBoolean done) throws Exception {
        Figures before = new Figures(0, 0, 0, 0, 0);
        while (!done.get()) {
            Figures now = Figures.of(TestClient.get(sidecar.admin().getPort(), "/metrics"));
            assertThat(now.ended()).isBetween(before.ended(), (double) CLIENTS * EACH);
            assertThat(now.in()).isBetween(before.in(), (double) CLIENTS * EACH * SSH.length());
            assertThat(now.out()).isGreaterThanOrEqualTo(before.out());
            assertThat(now.open()).isBetween(0.0, (double) CLIENTS);
            assertThat(now.undecided()).isBetween(0.0, (double) CLIENTS);
            before = now;
        }
        return EACH;
    }
}
