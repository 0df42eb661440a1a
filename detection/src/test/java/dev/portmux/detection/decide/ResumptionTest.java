package dev.portmux.detection.decide;

import static dev.portmux.detection.TestRoutes.payload;
import static dev.portmux.detection.TestRoutes.route;
import static dev.portmux.detection.TestRoutes.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.detection.Sample;
import dev.portmux.detection.TestRoutes;
import dev.portmux.detection.automaton.Sampler;
import dev.portmux.routes.Match;
import dev.portmux.routes.Route;
import dev.portmux.routes.RoutingTable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A detection that was shown bytes piece by piece says at each cut what a new one says of all bytes so far. */
class ResumptionTest {
    private static final byte[] SOURCE = {10, 0, 0, 1};
    private static final int LONGEST = 600;

    /** Every kind of state that is kept: details with names, conditions, envelopes of all lengths. */
    private static final Decider DECIDER = Decider.of(details(true));

    private static final Decider WITHOUT_CATCH_ALL = Decider.of(details(false));

    private static RoutingTable details(boolean catchAll) {
        List<Route> routes = new ArrayList<>(List.of(
                route("late", payload(40, "ff", "00")),
                route("api", new Match.Tls(Set.of("*.example.com", "localhost"), Set.of("h2"))),
                route(
                        "web",
                        new Match.Http(Set.of("localhost", "*.example.com"), List.of("/a", "/v1"), Set.of(), false)),
                route("chat", new Match.Http(Set.of(), List.of(), Set.of(), true)),
                route("both", new Match.Http(Set.of("127.0.0.1"), List.of(), Set.of("GET", "POST"), true)),
                route("posts", new Match.Http(Set.of(), List.of(), Set.of("POST", "CONNECT"), false)),
                route("rpc", new Match.Grpc()),
                route("db", new Match.Postgresql(Set.of("orders"), Set.of("app"))),
                route("socks", new Match.Protocol("socks5")),
                route("rx", new Match.Regex("[A-Z]+ .*\\r\\nX-")),
                route("desktop", new Match.Protocol("rdp")),
                route("tls", new Match.Tls(Set.of(), Set.of("http/1.1"))),
                route("h2", new Match.Protocol("http2")),
                route("pulsar", new Match.Protocol("pulsar")),
                route("http", new Match.Protocol("http")),
                route("postgresql", new Match.Protocol("postgresql"))));
        if (catchAll) {
            routes.add(route("rest", new Match.Any()));
        }
        return table(routes.toArray(Route[]::new));
    }

    static List<Sample> samples() {
        return Sample.spoken();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void recordingsOfRealClients(Sample sample) {
        check(sample.bytes(), new Random(sample.toString().hashCode()));
    }

    static List<PreparedRoute> catalogue() {
        return TestRoutes.catalogue();
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void generatedBytes(PreparedRoute route) {
        Random random = new Random(route.route().name().hashCode());
        Sampler sampler = new Sampler(route.envelope(), random);
        for (int i = 0; i < 20; i++) {
            byte[] bytes = sampler.next();
            byte[] longer = Arrays.copyOf(bytes, bytes.length + random.nextInt(30));
            longer[random.nextInt(longer.length)] ^= (byte) random.nextInt(3);
            check(longer, random);
        }
    }

    private static void check(byte[] bytes, Random random) {
        byte[] first = Arrays.copyOf(bytes, Math.min(bytes.length, LONGEST));
        for (Decider decider : List.of(DECIDER, WITHOUT_CATCH_ALL)) {
            check(decider, first, 1, random);
            check(decider, first, 2, random);
            check(decider, first, 40, random);
        }
    }

    private static void check(Decider decider, byte[] bytes, int longestPiece, Random random) {
        Detection resumed = decider.start(SOURCE);
        int length = 0;
        while (length < bytes.length) {
            length = Math.min(bytes.length, length + 1 + random.nextInt(longestPiece));
            ByteBuffer prefix = ByteBuffer.wrap(Arrays.copyOf(bytes, length));
            Detection fresh = decider.start(SOURCE);
            Decision decision = fresh.look(prefix);

            assertThat(resumed.look(prefix)).as("after %d bytes", length).isEqualTo(decision);
            assertThat(resumed.holdExpired()).isEqualTo(fresh.holdExpired());
            assertThat(resumed.deadlineExpired()).isEqualTo(fresh.deadlineExpired());
            if (!(decision instanceof Decision.Wait)) {
                return;
            }
        }
    }
}
