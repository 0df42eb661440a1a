package dev.portmux.detection.explain;

import dev.portmux.detection.catalogue.Catalogue;
import dev.portmux.detection.catalogue.Verdict;
import dev.portmux.detection.decide.Decider;
import dev.portmux.detection.decide.PreparedRoute;
import dev.portmux.routes.Bytes;
import dev.portmux.routes.RoutingTable;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Makes explanations. Since verdicts are final, the byte of each change is found by halving. */
final class Explainer {
    private static final int LONGEST = 64 << 10;

    private Explainer() {}

    static Explanation of(List<Bytes> chunks) {
        ByteBuffer bytes = joined(chunks);
        List<Turn> turns = catalogue(bytes);
        return new Explanation(protocols(turns, bytes), Turn.steps(turns), Optional.empty());
    }

    static Explanation of(RoutingTable table, List<Bytes> chunks, Explanation.End end) {
        ByteBuffer bytes = joined(chunks);
        Decider decider = Decider.of(table);
        List<Turn> turns = decider.routes().stream()
                .filter(route -> route.kind() == PreparedRoute.Kind.BYTES)
                .map(route -> Turn.of(route.route().name(), route.gate(), route.detailed(), bytes))
                .toList();
        return new Explanation(
                protocols(catalogue(bytes), bytes),
                Turn.steps(turns),
                Optional.of(new DecisionReport(decider, bytes).of(end)));
    }

    private static List<Turn> catalogue(ByteBuffer bytes) {
        return Catalogue.clientFirst().stream()
                .map(protocol -> Turn.of(protocol.name(), Catalogue.gate(protocol), false, bytes))
                .toList();
    }

    private static List<Explanation.Candidate> protocols(List<Turn> turns, ByteBuffer bytes) {
        return turns.stream()
                .filter(turn -> turn.verdict() != Verdict.NO)
                .sorted(Comparator.comparing(Turn::verdict).reversed().thenComparing(Turn::name))
                .map(turn -> new Explanation.Candidate(
                        turn.name(), turn.verdict(), turn.verdict() == Verdict.YES ? turn.bytes() : bytes.limit()))
                .toList();
    }

    private static ByteBuffer joined(List<Bytes> chunks) {
        ByteBuffer all = ByteBuffer.allocate(
                (int) Math.min(LONGEST, chunks.stream().mapToLong(Bytes::length).sum()));
        for (Bytes chunk : chunks) {
            all.put(chunk.toArray(), 0, Math.min(chunk.length(), all.remaining()));
        }
        return all.flip();
    }
}
