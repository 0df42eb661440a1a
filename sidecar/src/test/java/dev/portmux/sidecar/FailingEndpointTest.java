package dev.portmux.sidecar;

import static dev.portmux.sidecar.TestTables.SSH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portmux.routes.RoutingTable;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real servers, of which one dies and comes back, and a thousand clients. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class FailingEndpointTest {
    private static final int CLIENTS = 1_000;
    private static final int AT_ONCE = 8;
    private static final int SOURCES = 40;
    private static final Pattern FAILURES =
            Pattern.compile("(?m)^portmux_dial_failures_total\\{route=\"git\"} (\\S+)$");

    @ParameterizedTest
    @CsvSource({"RoundRobin,true", "RoundRobin,false", "LeastConnections,true", "SourceHash,true"})
    void noClientNoticesAServerThatDiesAndComesBack(String balance, boolean nativeSockets) throws Exception {
        try (TestServer one = TestServer.echo("one:");
                TestServer two = TestServer.echo("two:");
                TestServer mortal = TestServer.echo("bad:")) {
            RoutingTable table = TestTables.table(
                    "{'name':'git','match':{'protocol':'ssh'},'balance':'%s','groups':[{'backends':['%s','%s','%s']}]}"
                            .formatted(balance, one.backend(), two.backend(), mortal.backend()));
            try (Sidecar sidecar = Sidecar.start(TestTables.config()
                    .table(table)
                    .nativeSockets(nativeSockets)
                    .build())) {
                serve(sidecar, CLIENTS / 4);
                mortal.die();
                long started = System.nanoTime();
                serve(sidecar, CLIENTS / 2);
                double seconds = (System.nanoTime() - started) / 1e9;
                String metrics = TestClient.admin(sidecar, "/metrics").body();
                // Those that had begun when it died, and one for each pause, the shortest of which has 0.75 s.
                assertThat(dialFailures(metrics)).isBetween(1.0, AT_ONCE + seconds / 0.75);
                assertThat(metrics)
                        .contains("portmux_endpoints{health=\"up\",route=\"git\"} 2.0")
                        .contains("portmux_endpoints{health=\"down\",route=\"git\"} 1.0");
                try (TestServer back = TestServer.echo("bad:", mortal.address().getPort())) {
                    await().until(() -> {
                        serve(sidecar, SOURCES);
                        return back.accepted() > 0;
                    });
                    serve(sidecar, CLIENTS / 4);
                    await().untilAsserted(() -> assertThat(
                                    TestClient.admin(sidecar, "/stats").body())
                            .contains("\"" + back.backend() + "\":{\"health\":\"up\",\"open\":0}"));
                }
            }
        }
    }

    private static double dialFailures(String metrics) {
        Matcher row = FAILURES.matcher(metrics);
        assertThat(row.find()).isTrue();
        return Double.parseDouble(row.group(1));
    }

    /** Each client gets its bytes back, after the greeting of one server. */
    private static void serve(Sidecar sidecar, int clients) throws Exception {
        List<Callable<String>> calls = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            InetAddress source = InetAddress.ofLiteral("127.0.0." + (1 + i % SOURCES));
            calls.add(() -> {
                try (TestClient client = new TestClient(sidecar, source)) {
                    return client.send(SSH).finish().readAll();
                }
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<String> answer : threads.invokeAll(calls)) {
                assertThat(answer.get()).matches("(one|two|bad):" + SSH);
            }
        }
    }
}
