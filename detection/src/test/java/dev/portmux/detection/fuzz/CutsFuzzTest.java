package dev.portmux.detection.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.portmux.detection.TestRoutes;
import dev.portmux.detection.decide.Decider;
import dev.portmux.detection.decide.Decision;
import dev.portmux.detection.decide.Detection;
import dev.portmux.routes.Match;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/** Any bytes in any pieces: what is decided is what is decided of all bytes so far at once. */
class CutsFuzzTest {
    private static final Decider DECIDER = Decider.of(TestRoutes.table(
            TestRoutes.route("late", TestRoutes.payload(30, "ff")),
            TestRoutes.route("api", new Match.Tls(Set.of("*.example.com"), Set.of("h2"))),
            TestRoutes.route("shop", new Match.Tls(Set.of("shop.example.com"), Set.of())),
            TestRoutes.route("web", new Match.Http(Set.of("example.com"), List.of("/a"), Set.of(), false)),
            TestRoutes.route("www", new Match.Http(Set.of("*.example.com"), List.of(), Set.of("POST"), false)),
            TestRoutes.route("chat", new Match.Http(Set.of(), List.of(), Set.of(), true)),
            TestRoutes.route("rpc", new Match.Grpc()),
            TestRoutes.route("db", new Match.Postgresql(Set.of("orders"), Set.of("app"))),
            TestRoutes.route("socks", new Match.Protocol("socks5")),
            TestRoutes.route("rest", new Match.Any())));

    @FuzzTest(maxDuration = "20s")
    void cuts(FuzzedDataProvider data) {
        int[] pieces = data.consumeInts(8);
        ByteBuffer all = ByteBuffer.wrap(data.consumeRemainingAsBytes());
        Detection cut = DECIDER.start(new byte[4]);
        int length = 0;
        for (int i = 0; length < all.limit(); i++) {
            int most = all.limit() - length;
            length += i < pieces.length ? Math.min(most, 1 + Math.floorMod(pieces[i], 64)) : most;
            Detection whole = DECIDER.start(new byte[4]);
            Decision expected = whole.look(all.slice(0, length));
            Decision actual = cut.look(all.slice(0, length));
            if (!actual.equals(expected) || !cut.holdExpired().equals(whole.holdExpired())) {
                throw new AssertionError(expected + " at once, " + actual + " in pieces, after " + length + " bytes");
            }
            if (!(actual instanceof Decision.Wait)) {
                return;
            }
        }
    }
}
