package dev.portmux.detection.overlap;

import dev.portmux.detection.RoutingTable;
import java.util.Comparator;
import java.util.List;

/**
 * What can be proven about the routes of one table.
 *
 * @param all      the findings, worst first, then in the order of the routes
 * @param distinct names of the routes that are proven apart from every other route of the same source
 */
public record Findings(List<Finding> all, List<String> distinct) {

    public Findings {
        all = all.stream().sorted(Comparator.comparing(Finding::severity)).toList();
        distinct = List.copyOf(distinct);
    }

    /**
     * Examines a table. Time and memory are bounded: where a limit is reached nothing is claimed, and a finding names it.
     */
    public static Findings of(RoutingTable table) {
        return new Examination(table).findings();
    }

    /** Whether the table must not be used. */
    public boolean hasErrors() {
        return has(Finding.Severity.ERROR);
    }

    public boolean has(Finding.Severity severity) {
        return all.stream().anyMatch(finding -> finding.severity() == severity);
    }

    /** The findings about one route. */
    public List<Finding> about(String route) {
        return all.stream().filter(finding -> finding.route().equals(route)).toList();
    }
}
