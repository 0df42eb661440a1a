package dev.portmux.detection.explain;

import dev.portmux.detection.catalogue.Catalogue;
import dev.portmux.detection.catalogue.Verdict;
import dev.portmux.detection.decide.Decider;
import dev.portmux.detection.decide.Preparation;
import dev.portmux.detection.decide.PreparedRoute;
import dev.portmux.routes.Bytes;
import dev.portmux.routes.Match;
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
        List<RouteTrace> traces = catalogue(bytes);
        return new Explanation(protocols(traces, bytes), RouteTrace.steps(traces), Optional.empty());
    }

    static Explanation of(RoutingTable table, List<Bytes> chunks, Explanation.End end) {
        ByteBuffer bytes = joined(chunks);
        Decider decider = Decider.of(table);
        List<RouteTrace> traces = decider.routes().stream()
                .filter(route -> route.kind() == PreparedRoute.Kind.BYTES)
                .map(route -> RouteTrace.of(route, bytes))
                .toList();
        return new Explanation(
                protocols(catalogue(bytes), bytes),
                RouteTrace.steps(traces),
                Optional.of(new DecisionReport(decider, bytes).of(end)));
    }

    private static List<RouteTrace> catalogue(ByteBuffer bytes) {
        return Catalogue.clientFirst().stream()
                .map(protocol -> RouteTrace.of(Preparation.of(new Match.Protocol(protocol.name())), bytes))
                .toList();
    }

    private static List<Explanation.Candidate> protocols(List<RouteTrace> traces, ByteBuffer bytes) {
        return traces.stream()
                .filter(trace -> trace.verdict() != Verdict.NO)
                .sorted(Comparator.comparing(RouteTrace::verdict).reversed().thenComparing(RouteTrace::name))
                .map(trace -> new Explanation.Candidate(
                        trace.name(), trace.verdict(), trace.verdict() == Verdict.YES ? trace.bytes() : bytes.limit()))
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
