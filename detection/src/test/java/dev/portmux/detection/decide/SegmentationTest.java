package dev.portmux.detection.decide;

import static dev.portmux.detection.TestRoutes.payload;
import static dev.portmux.detection.TestRoutes.route;
import static dev.portmux.detection.TestRoutes.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portmux.detection.TestRoutes;
import dev.portmux.detection.automaton.Sampler;
import dev.portmux.routes.Bytes;
import dev.portmux.routes.Match;
import dev.portmux.routes.Route;
import dev.portmux.routes.RoutingTable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The decision lemma: the chosen route depends on the bytes alone, never on how they were cut. */
class SegmentationTest {
    private static final byte[] SOURCE = {10, 0, 0, 1};
    private static final int TABLES = 300;
    private static final int SHORT = 10;

    /** Matches that overlap in many ways. */
    private static final List<Match> MATCHES = List.of(
            new Match.Protocol("http"),
            new Match.Protocol("socks5"),
            new Match.Protocol("cassandra"),
            new Match.Protocol("mongodb"),
            new Match.Protocol("tls"),
            new Match.Protocol("rdp"),
            new Match.Regex("[a-zA-Z]+ /"),
            new Match.Regex("GET|POST"),
            new Match.Regex(".{3}[^/]"),
            payload(0, "47", "05"),
            payload(4, "00", "2f"),
            payload(9, "ff"),
            new Match.Tls(Set.of("a.example"), Set.of()),
            new Match.Http(Set.of("a.example"), List.of(), Set.of(), false),
            new Match.Any());

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theRouteIsTheSameForEveryCut(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < TABLES; i++) {
            RoutingTable table = table(route("a", pick(random)), route("b", pick(random)), route("c", pick(random)));
            Decider decider = Decider.of(table);
            Decider alsoOfTheSilent = Decider.of(
                    table(table.routes().stream().map(TestRoutes::silent).toArray(Route[]::new)));
            byte[] bytes = bytes(decider, random);
            String expected = decide(decider, bytes, Set.of(bytes.length));
            for (Set<Integer> cuts : cuts(bytes.length, random)) {
                assertThat(decide(decider, bytes, cuts))
                        .as("%s on %s cut at %s", table, Bytes.of(bytes).text(), cuts)
                        .isEqualTo(expected);
                assertThat(decide(alsoOfTheSilent, bytes, cuts)).isEqualTo(expected);
            }
        }
    }

    private static Match pick(Random random) {
        return MATCHES.get(random.nextInt(MATCHES.size()));
    }

    /** What one of the routes accepts, shortened or gone on at random. */
    private static byte[] bytes(Decider decider, Random random) {
        PreparedRoute route = decider.route(random.nextInt(3));
        byte[] accepted = route.envelope().isEmpty() ? new byte[0] : new Sampler(route.envelope(), random).next();
        byte[] bytes = new byte[1 + random.nextInt(accepted.length + 4)];
        random.nextBytes(bytes);
        System.arraycopy(accepted, 0, bytes, 0, Math.min(accepted.length, bytes.length));
        return bytes;
    }

    /** Every way to cut what is short; else one byte at a time, every single cut, and some at random. */
    private static List<Set<Integer>> cuts(int length, Random random) {
        List<Set<Integer>> all = new ArrayList<>();
        if (length <= SHORT) {
            for (int mask = 0; mask < 1 << (length - 1); mask++) {
                Set<Integer> cuts = new TreeSet<>(Set.of(length));
                for (int i = 1; i < length; i++) {
                    if ((mask & 1 << (i - 1)) != 0) {
                        cuts.add(i);
                    }
                }
                all.add(cuts);
            }
            return all;
        }
        Set<Integer> single = new TreeSet<>();
        for (int i = 1; i <= length; i++) {
            single.add(i);
            all.add(new TreeSet<>(List.of(i, length)));
        }
        all.add(single);
        for (int i = 0; i < 8; i++) {
            Set<Integer> cuts = new TreeSet<>(Set.of(length));
            random.ints(4, 1, length).forEach(cuts::add);
            all.add(cuts);
        }
        return all;
    }

    private static String decide(Decider decider, byte[] bytes, Set<Integer> cuts) {
        Detection detection = decider.start(SOURCE);
        for (int length : cuts) {
            Decision decision = detection.look(ByteBuffer.wrap(Arrays.copyOf(bytes, length)));
            if (!(decision instanceof Decision.Wait)) {
                return told(decision);
            }
        }
        return told(detection.endOfInput());
    }

    private static String told(Decision decision) {
        return switch (decision) {
            case Decision.Chosen chosen -> chosen.route().name();
            case Decision.Close close -> "close";
            case Decision.Wait wait -> throw new AssertionError("still waits");
        };
    }
}
