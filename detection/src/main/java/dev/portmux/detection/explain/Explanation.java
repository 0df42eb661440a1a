package dev.portmux.detection.explain;

import dev.portmux.detection.catalogue.Verdict;
import dev.portmux.detection.decide.Outcome;
import dev.portmux.routes.Bytes;
import dev.portmux.routes.RoutingTable;
import java.util.List;
import java.util.Optional;

/**
 * What would happen to a connection that begins with these bytes, and why.
 *
 * @param protocols every catalogue entry that says YES or still MORE: YES first, then by name
 * @param steps     the bytes at which something changed among the routes, or among the protocols if there is no table
 * @param verdict   what is done; empty without a table
 */
public record Explanation(List<Candidate> protocols, List<Step> steps, Optional<Result> verdict) {

    /** Whether more bytes may come. */
    public enum End {
        OPEN,
        EOF
    }

    /**
     * A protocol that the bytes are, or may still be.
     *
     * @param bytes that were needed for the verdict; all there are for MORE
     */
    public record Candidate(String name, Verdict verdict, int bytes) {}

    /**
     * Something changed at a byte.
     *
     * @param bytes   how many bytes had come, this one included
     * @param still   names that may still match
     * @param matched names that say YES from here on
     * @param fell    names that say NO from here on, and why
     */
    public record Step(int bytes, List<String> still, List<String> matched, List<Fall> fell) {}

    /** Why a name fell. */
    public record Fall(String name, String reason) {}

    /** What is done with the connection. */
    public enum Action {
        ROUTE,
        WAIT,
        CLOSE
    }

    /**
     * The decision.
     *
     * @param route  the name of the chosen route
     * @param bytes  how many bytes it took
     * @param reason one sentence
     */
    public record Result(Action action, Optional<String> route, Optional<Outcome> outcome, int bytes, String reason) {}

    /**
     * Explains the chunks. Routes for certain sources only are taken as if the connection came from there.
     *
     * @param chunks as they arrive; only the first 64 KiB count
     */
    public static Explanation of(Optional<RoutingTable> table, List<Bytes> chunks, End end) {
        return table.map(each -> Explainer.of(each, chunks, end)).orElseGet(() -> Explainer.of(chunks));
    }
}
