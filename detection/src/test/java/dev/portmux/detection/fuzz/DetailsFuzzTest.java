package dev.portmux.detection.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.portmux.detection.TestRoutes;
import dev.portmux.detection.decide.Decider;
import dev.portmux.detection.decide.Decision;
import dev.portmux.detection.decide.Detection;
import dev.portmux.routes.Match;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/** The parsers behind server names, hosts, databases and gRPC on any bytes: the decision is the same for every cut in two. */
class DetailsFuzzTest {
    private static final Decider DECIDER = Decider.of(TestRoutes.table(
            TestRoutes.route("api", new Match.Tls(Set.of("*.example.com"), Set.of("h2"))),
            TestRoutes.route("web", new Match.Http(Set.of("example.com"), List.of("/a"), Set.of(), false)),
            TestRoutes.route("chat", new Match.Http(Set.of(), List.of(), Set.of(), true)),
            TestRoutes.route("rpc", new Match.Grpc()),
            TestRoutes.route("db", new Match.Postgresql(Set.of("orders"), Set.of("app")))));

    @FuzzTest(maxDuration = "20s")
    void details(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        ByteBuffer all = ByteBuffer.wrap(bytes);
        Detection whole = DECIDER.start(new byte[4]);
        Decision expected = ended(whole, whole.look(all));
        Detection cut = DECIDER.start(new byte[4]);
        Decision half = cut.look(all.slice(0, bytes.length / 2));
        Decision actual = half instanceof Decision.Wait ? ended(cut, cut.look(all)) : half;

        if (!route(expected).equals(route(actual))) {
            throw new AssertionError(route(expected) + " at once, " + route(actual) + " in two");
        }
    }

    private static Decision ended(Detection detection, Decision decision) {
        return decision instanceof Decision.Wait ? detection.endOfInput() : decision;
    }

    private static String route(Decision decision) {
        return decision instanceof Decision.Chosen chosen ? chosen.route().name() : "close";
    }
}
