package dev.portmux.detection.overlap;

import dev.portmux.detection.overlap.Finding.Kind;
import dev.portmux.detection.overlap.Finding.Severity;
import dev.portmux.routes.RoutingTable;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * What can be proven about the routes of one table.
 *
 * @param all      the findings, worst first, then in the order of the routes
 * @param distinct names of the routes that are proven apart from every other route of the same source
 */
public record Findings(List<Finding> all, List<String> distinct) {
    /** Holds all errors of any table, because a table has at most 100 routes and a route at most two errors. */
    private static final int MOST = 200;

    public Findings {
        all = all.stream().sorted(Comparator.comparing(Finding::severity)).toList();
        distinct = List.copyOf(distinct);
    }

    /**
     * Examines a table. Time and memory are bounded: where a limit is reached nothing is claimed, and a finding names it.
     * The 200 worst findings are kept; one more says how many others there were.
     */
    public static Findings of(RoutingTable table) {
        Findings findings = new Examination(table).findings();
        return findings.all.size() <= MOST ? findings : findings.worst();
    }

    private Findings worst() {
        Finding next = all.get(MOST);
        // As bad as the worst of them: warnings that are left out must not vanish when those that are shown are
        // acknowledged.
        Finding rest = new Finding(
                next.severity(),
                Kind.TOO_COMPLEX,
                next.route(),
                List.of(),
                Optional.empty(),
                (all.size() - MOST) + " more findings are left out (at most " + MOST
                        + " are kept), the first of them about route \"" + next.route() + "\"",
                "settle the findings before this one");
        return new Findings(
                Stream.concat(all.stream().limit(MOST), Stream.of(rest)).toList(), distinct);
    }

    /**
     * The same after the user has acknowledged overlaps. Errors stay errors, and what is not about a pair of routes stays.
     *
     * @param acknowledged whether the overlap of these two routes is known and wanted
     */
    public Findings acknowledging(BiPredicate<String, String> acknowledged) {
        return new Findings(
                all.stream()
                        .map(finding -> finding.severity() != Severity.ERROR
                                        && !finding.others().isEmpty()
                                        && finding.others().stream()
                                                .allMatch(other -> acknowledged.test(finding.route(), other))
                                ? finding.acknowledge()
                                : finding)
                        .toList(),
                distinct);
    }

    /** Why the table must not be used; empty if it may be. */
    public List<Finding> errors() {
        return all.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
    }

    /** The findings in which one route has a part. */
    public List<Finding> about(String route) {
        return all.stream()
                .filter(finding ->
                        finding.route().equals(route) || finding.others().contains(route))
                .toList();
    }
}
